package io.podspan.probeservice.probe;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What was measured from one cluster to another, in one round. */
public sealed interface Reading {

  ClusterPair clusters();

  Duration took();

  /**
   * Pods were there.
   *
   * @param pings of the pods that could be asked
   * @param notAsked the pods that could not, and why
   */
  record Measured(
      ClusterPair clusters, List<PairPing> pings, Map<ProbePod, String> notAsked, Duration took)
      implements Reading {
    public Measured {
      pings = List.copyOf(pings);
      notAsked = Map.copyOf(notAsked);
    }
  }

  /**
   * There was nobody to ask or to be pinged.
   *
   * @param why for people
   */
  record NotMeasured(ClusterPair clusters, String why, Duration took) implements Reading {}

  /** A pair of pods and what became of its pings. */
  record PairPing(PodPair pods, Ping ping) {
    public boolean answered() {
      return ping instanceof Ping.Answered;
    }
  }
}
