package io.podspan.peeringservice.peering.rollout;

/** Another writer moved the rollout on. The caller has to load it again. */
public final class StaleRolloutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StaleRolloutException(String id) {
    super("rollout " + id + " was moved on by somebody else");
  }
}
