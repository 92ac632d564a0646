package io.podspan.probeservice.probe;

import io.podspan.probeservice.probe.Reading.Measured;
import io.podspan.probeservice.probe.Reading.PairPing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A reading in one sentence. Failures are put down to the largest thing that fails as a whole: the
 * cluster, then nodes, then pods.
 */
final class Explanation {
  private static final int LONGEST = 600;

  private final ClusterPair clusters;
  private final List<PairPing> all;
  private final List<String> causes = new ArrayList<>();
  private List<PairPing> unexplained;

  private Explanation(Measured measured) {
    this.clusters = measured.clusters();
    this.all = measured.pings();
    this.unexplained = all.stream().filter(ping -> !ping.answered()).toList();
  }

  static String of(Measured measured) {
    Explanation explanation = new Explanation(measured);
    String sentence = explanation.pings();
    String unasked = notAsked(measured.notAsked());
    String whole =
        sentence.isEmpty() || unasked.isEmpty() ? sentence + unasked : sentence + "; " + unasked;
    return whole.length() > LONGEST ? whole.substring(0, LONGEST) + "..." : whole;
  }

  private String pings() {
    if (all.isEmpty()) {
      return "";
    }
    if (unexplained.isEmpty()) {
      return "all " + count(all.size(), "pair") + " of pods answer";
    }
    String errors = " (" + errors(unexplained) + ")";
    if (unexplained.size() == all.size()) {
      return "nobody answers: no pod of "
          + clusters.to()
          + " answers any pod of "
          + clusters.from()
          + errors;
    }
    String failed = unexplained.size() + " of " + count(all.size(), "pair") + " of pods ";
    String verb = unexplained.size() == 1 ? "fails: " : "fail: ";
    String to = " of " + clusters.to();
    String from = " of " + clusters.from();
    asAWhole(p -> p.to().node(), node -> "no pod on node " + node + to + " answers");
    asAWhole(p -> p.from().node(), node -> "all pods on node " + node + from + " reach nobody");
    asAWhole(p -> p.to().path(), pod -> "pod " + pod + to + " does not answer");
    asAWhole(p -> p.from().path(), pod -> "pod " + pod + from + " reaches nobody");
    unexplained.stream().limit(3).forEach(p -> causes.add(single(p.pods())));
    return failed + verb + String.join(", ", causes) + errors;
  }

  /** Takes out of what is unexplained every group all of whose pings fail. */
  private void asAWhole(Function<PodPair, String> group, Function<String, String> cause) {
    Map<String, List<PairPing>> groups =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    p -> group.apply(p.pods()), TreeMap::new, Collectors.toList()));
    groups.forEach(
        (name, pings) -> {
          boolean wholly = pings.size() > 1 && pings.stream().noneMatch(PairPing::answered);
          if (wholly && pings.stream().anyMatch(unexplained::contains)) {
            causes.add(cause.apply(name));
            unexplained = unexplained.stream().filter(p -> !pings.contains(p)).toList();
          }
        });
  }

  private static String single(PodPair pods) {
    return pods.from().path()
        + " on "
        + pods.from().node()
        + " does not reach "
        + pods.to().path()
        + " on "
        + pods.to().node();
  }

  /** The most frequent error first. */
  private static String errors(List<PairPing> failed) {
    Map<String, Long> counts =
        failed.stream()
            .map(p -> p.ping() instanceof Ping.Silent s ? s.error() : "")
            .collect(Collectors.groupingBy(e -> e, LinkedHashMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .limit(2)
        .map(Map.Entry::getKey)
        .collect(Collectors.joining("; "));
  }

  private static String notAsked(Map<ProbePod, String> notAsked) {
    if (notAsked.isEmpty()) {
      return "";
    }
    Collection<String> nodes =
        notAsked.keySet().stream().map(ProbePod::node).sorted().distinct().limit(3).toList();
    return count(notAsked.size(), "pod")
        + " on "
        + String.join(", ", nodes)
        + " could not be asked: "
        + notAsked.values().stream().sorted().findFirst().orElseThrow();
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
