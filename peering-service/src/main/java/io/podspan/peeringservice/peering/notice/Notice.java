package io.podspan.peeringservice.peering.notice;

import io.podspan.peeringservice.peering.router.Touched;
import org.jspecify.annotations.Nullable;

/**
 * A sentence on an object of a cluster.
 *
 * @param on the node that it is about; null for the objects that the rollout changes
 * @param warning whether somebody should look
 * @param reason one CamelCase word for programs
 * @param message for people
 */
public record Notice(@Nullable Touched on, boolean warning, String reason, String message) {}
