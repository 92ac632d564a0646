package io.podspan.peeringservice.peering.rollout;

/** Somebody else moved the rollout on; who meets this forgets what it knew and loads it anew. */
public final class StaleRolloutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StaleRolloutException(String id) {
    super("rollout " + id + " was moved on by somebody else");
  }
}
