package io.podspan.peeringservice.peering.router;

/**
 * A kind of objects that a driver reads. A change of one is a reason to read the cluster again.
 *
 * @param group the API group, {@code apps}; empty for the core group
 * @param version {@code v1}
 * @param kind {@code DaemonSet}
 * @param plural {@code daemonsets}
 * @param namespace empty for all, and for cluster-wide resources
 */
public record Watched(String group, String version, String kind, String plural, String namespace) {
  /** For people: {@code daemonsets.apps in kube-system}. */
  public String shown() {
    return plural
        + (group.isEmpty() ? "" : "." + group)
        + (namespace.isEmpty() ? "" : " in " + namespace);
  }
}
