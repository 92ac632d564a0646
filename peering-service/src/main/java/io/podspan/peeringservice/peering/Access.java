package io.podspan.peeringservice.peering;

import org.jspecify.annotations.Nullable;

/**
 * The name of a kubeconfig in the credentials folder; never the credentials themselves.
 *
 * @param context a context in it, null for its current one
 * @param byHand whether the cluster is only read, and people change it
 */
public record Access(String kubeconfig, @Nullable String context, boolean byHand) {
  /** Podspan changes the cluster itself. */
  public Access(String kubeconfig, @Nullable String context) {
    this(kubeconfig, context, false);
  }
}
