package io.podspan.peeringservice.peering.router;

/**
 * A right in a cluster, in RBAC's words.
 *
 * @param verb {@code patch}
 * @param group the API group, {@code apps}; empty for the core group
 * @param resource {@code daemonsets}
 * @param namespace empty for cluster-wide resources
 */
public record Right(String verb, String group, String resource, String namespace) {
  /** For people: {@code daemonsets.apps in kube-system}. */
  public String shown() {
    return resource
        + (group.isEmpty() ? "" : "." + group)
        + (namespace.isEmpty() ? "" : " in " + namespace);
  }
}
