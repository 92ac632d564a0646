package io.podspan.probeservice.measure;

import io.podspan.events.reason.NotMeasured;
import io.podspan.events.reason.PairReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What was measured from one cluster to another, in one round. */
public sealed interface Measurement {

  ClusterPair clusters();

  Duration took();

  /**
   * There were pods on both sides.
   *
   * @param pings of the pods that could be asked
   * @param notAsked the pods that could not be asked, and why
   */
  record Measured(
      ClusterPair clusters,
      List<PairPing> pings,
      Map<ProbePod, NotMeasured> notAsked,
      Duration took)
      implements Measurement {
    public Measured {
      pings = List.copyOf(pings);
      notAsked = Map.copyOf(notAsked);
    }
  }

  /**
   * There was no pod to ask, or none to ping.
   *
   * @param cause why
   */
  record Impossible(ClusterPair clusters, PairReason cause, Duration took) implements Measurement {}

  /** A pair of pods and the result of its pings. */
  record PairPing(PodPair pods, Ping ping) {
    public boolean answered() {
      return ping instanceof Ping.Answered;
    }
  }
}
