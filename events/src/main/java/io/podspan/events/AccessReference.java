package io.podspan.events;

import io.podspan.events.check.Require;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a cluster's API, by reference: a file of this name in each service's credentials
 * folder (in Kubernetes a mounted Secret). The credentials themselves never travel in events or
 * REST answers.
 *
 * @param kubeconfig name of the kubeconfig in the credentials folder
 * @param context the context in it, null for its current one
 */
public record AccessReference(String kubeconfig, @Nullable String context) {
  public AccessReference {
    Require.text(kubeconfig, "access.kubeconfig");
    Require.optionalText(context, "access.context");
  }
}
