package io.podspan.peeringservice.peering;

import org.jspecify.annotations.Nullable;

/**
 * The name of a kubeconfig in the credentials folder; never the credentials themselves.
 *
 * @param context a context in it, null for its current one
 */
public record Access(String kubeconfig, @Nullable String context) {}
