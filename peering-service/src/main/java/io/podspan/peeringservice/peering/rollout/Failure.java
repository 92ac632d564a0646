package io.podspan.peeringservice.peering.rollout;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a rollout stopped.
 *
 * @param node where, null when not at a node
 * @param gate the gate that did not pass, null when it was none
 * @param evidence what was seen, a line each; empty where the reason says it all
 */
public record Failure(
    @Nullable String node,
    Wait.@Nullable Gate gate,
    String reason,
    String nextStep,
    List<String> evidence) {
  /** Documents of former versions have no evidence. */
  public Failure {
    evidence = evidence == null ? List.of() : List.copyOf(evidence);
  }

  /** Without evidence besides the reason. */
  public Failure(@Nullable String node, String reason, String nextStep) {
    this(node, null, reason, nextStep, List.of());
  }
}
