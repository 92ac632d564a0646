package io.podspan.probeservice.verdict;

import io.podspan.events.reason.FailedPart;
import io.podspan.events.reason.NotMeasured;
import io.podspan.events.reason.PairReason;
import io.podspan.events.reason.PairSummary;
import io.podspan.events.reason.PairSummary.AllAnswer;
import io.podspan.events.reason.PairSummary.NoneAnswers;
import io.podspan.events.reason.PairSummary.Several;
import io.podspan.events.reason.PairSummary.SomeFail;
import io.podspan.events.reason.PairSummary.SomeNotAsked;
import io.podspan.probeservice.measure.ClusterPair;
import io.podspan.probeservice.measure.Measurement.Measured;
import io.podspan.probeservice.measure.Measurement.PairPing;
import io.podspan.probeservice.measure.Ping;
import io.podspan.probeservice.measure.PodPair;
import io.podspan.probeservice.measure.ProbePod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The reason of a measurement. Failures are put down to the largest thing that fails as a whole:
 * the cluster, then nodes, then pods, then pairs of pods.
 */
final class Explanation {
  private static final int MOST_PAIRS = 3;

  private final ClusterPair clusters;
  private final List<PairPing> all;
  private final List<FailedPart> parts = new ArrayList<>();
  private List<PairPing> unexplained;

  private Explanation(Measured measured) {
    this.clusters = measured.clusters();
    this.all = measured.pings();
    this.unexplained = all.stream().filter(ping -> !ping.answered()).toList();
  }

  static PairReason of(Measured measured) {
    List<PairReason> reasons = new ArrayList<>();
    if (!measured.pings().isEmpty()) {
      reasons.add(new Explanation(measured).ofPings());
    }
    if (!measured.notAsked().isEmpty()) {
      reasons.add(ofNotAsked(measured.notAsked()));
    }
    return reasons.size() == 1 ? reasons.getFirst() : new Several(reasons);
  }

  private PairReason ofPings() {
    if (unexplained.isEmpty()) {
      return new AllAnswer(all.size());
    }
    List<PairReason> errors = errors(unexplained);
    if (unexplained.size() == all.size()) {
      return new NoneAnswers(clusters.from(), clusters.to(), all.size(), errors);
    }
    int failed = unexplained.size();
    asAWhole(p -> p.to().node(), FailedPart::targetNode);
    asAWhole(p -> p.from().node(), FailedPart::sourceNode);
    asAWhole(p -> p.to().path(), FailedPart::targetPod);
    asAWhole(p -> p.from().path(), FailedPart::sourcePod);
    unexplained.stream().limit(MOST_PAIRS).forEach(p -> parts.add(single(p.pods())));
    return new SomeFail(clusters.from(), clusters.to(), failed, all.size(), first(parts), errors);
  }

  private static <T> List<T> first(List<T> list) {
    return list.stream().limit(PairSummary.MOST).toList();
  }

  /** Takes out of what is unexplained every group of which all pings fail. */
  private void asAWhole(Function<PodPair, String> group, Function<String, FailedPart> part) {
    Map<String, List<PairPing>> groups =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    p -> group.apply(p.pods()), TreeMap::new, Collectors.toList()));
    groups.forEach(
        (name, pings) -> {
          boolean wholly = pings.size() > 1 && pings.stream().noneMatch(PairPing::answered);
          if (wholly && pings.stream().anyMatch(unexplained::contains)) {
            parts.add(part.apply(name));
            unexplained = unexplained.stream().filter(p -> !pings.contains(p)).toList();
          }
        });
  }

  private static FailedPart single(PodPair pods) {
    return FailedPart.pair(
        pods.from().path(), pods.from().node(), pods.to().path(), pods.to().node());
  }

  /** The most frequent error first. */
  private static List<PairReason> errors(List<PairPing> failed) {
    Map<PairReason, Long> counts = new LinkedHashMap<>();
    for (PairPing ping : failed) {
      if (ping.ping() instanceof Ping.Silent silent) {
        counts.merge(silent.cause(), 1L, Long::sum);
      }
    }
    return counts.entrySet().stream()
        .sorted(Map.Entry.<PairReason, Long>comparingByValue(Comparator.reverseOrder()))
        .limit(PairSummary.MOST)
        .<PairReason>map(Map.Entry::getKey)
        .toList();
  }

  private static PairReason ofNotAsked(Map<ProbePod, NotMeasured> notAsked) {
    NotMeasured first =
        notAsked.entrySet().stream()
            .min(Comparator.comparing(pod -> pod.getKey().path()))
            .map(Map.Entry::getValue)
            .orElseThrow();
    List<String> nodes =
        notAsked.keySet().stream().map(ProbePod::node).sorted().distinct().toList();
    return new SomeNotAsked(notAsked.size(), first(nodes), first);
  }
}
