package io.podspan.probeservice.probe;

/**
 * A pod that could not reach another.
 *
 * @param fromPod namespace/name
 * @param toPod namespace/name
 * @param error what ping or the API said
 */
public record FailedPair(
    String fromPod, String fromNode, String toPod, String toNode, String toAddress, String error) {

  static FailedPair of(Reading.PairPing failed) {
    ProbePod from = failed.pods().from();
    ProbePod to = failed.pods().to();
    String error =
        switch (failed.ping()) {
          case Ping.Silent(int _, String said) -> said;
          case Ping.Answered _ -> "it answered";
        };
    return new FailedPair(
        from.path(), from.node(), to.path(), to.node(), to.address().text(), error);
  }
}
