package io.podspan.probeservice.verdict;

import io.podspan.addresses.IpAddress;
import io.podspan.events.reason.NotMeasured;
import io.podspan.events.reason.PairReason;
import io.podspan.events.reason.PingFailure.NoReply;
import io.podspan.probeservice.measure.ClusterPair;
import io.podspan.probeservice.measure.Measurement.Impossible;
import io.podspan.probeservice.measure.Measurement.Measured;
import io.podspan.probeservice.measure.Measurement.PairPing;
import io.podspan.probeservice.measure.Ping;
import io.podspan.probeservice.measure.PodPair;
import io.podspan.probeservice.measure.ProbePod;
import io.podspan.probeservice.measure.RoundTrip;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** Two clusters of two nodes with two pods each, and measurements of them. */
public final class Samples {
  public static final ClusterPair PAIR = new ClusterPair("paris", "tokyo");
  public static final List<ProbePod> PARIS = pods("paris", 1, 2, 2);
  public static final List<ProbePod> TOKYO = pods("tokyo", 3, 2, 2);
  private static final Duration TOOK = Duration.ofMillis(450);

  private Samples() {}

  /** Named {@code paris-n1-p1}, with addresses {@code 10.cluster.node.2} and up. */
  public static List<ProbePod> pods(String cluster, int number, int nodes, int podsPerNode) {
    List<ProbePod> pods = new ArrayList<>();
    for (int node = 1; node <= nodes; node++) {
      for (int pod = 1; pod <= podsPerNode; pod++) {
        String name = cluster + "-n" + node + "-p" + pod;
        String address = "10." + number + "." + node + "." + (pod + 1);
        pods.add(
            new ProbePod("default", name, cluster + "-n" + node, "main", IpAddress.of(address)));
      }
    }
    return List.copyOf(pods);
  }

  public static Measured measured(BiPredicate<ProbePod, ProbePod> answers) {
    return measured(answers, Map.of());
  }

  public static Measured measured(
      BiPredicate<ProbePod, ProbePod> answers, Map<ProbePod, NotMeasured> notAsked) {
    List<PairPing> pings =
        PodPair.chosen(PARIS, TOKYO, 64).stream()
            .filter(pair -> !notAsked.containsKey(pair.from()))
            .map(pair -> new PairPing(pair, ping(answers.test(pair.from(), pair.to()))))
            .toList();
    return new Measured(PAIR, pings, notAsked, TOOK);
  }

  public static Impossible impossible(PairReason cause) {
    return new Impossible(PAIR, cause, TOOK);
  }

  public static Ping ping(boolean answered) {
    return answered
        ? new Ping.Answered(3, 3, new RoundTrip(100, 200, 300))
        : new Ping.Silent(3, new NoReply(3));
  }
}
