package io.podspan.peeringservice.peering.rollout;

import org.jspecify.annotations.Nullable;

/**
 * Why a rollout stopped.
 *
 * @param node where, null when not at a node
 */
public record Failure(@Nullable String node, String reason, String nextStep) {}
