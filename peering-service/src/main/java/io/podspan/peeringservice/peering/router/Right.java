package io.podspan.peeringservice.peering.router;

import java.util.List;

/**
 * A right in a cluster, in RBAC's words.
 *
 * @param verb {@code patch}
 * @param group the API group, {@code apps}; empty for the core group
 * @param resource {@code daemonsets}
 * @param namespace empty for cluster-wide resources
 * @param name of the one object; empty for all of them
 */
public record Right(String verb, String group, String resource, String namespace, String name) {
  /** To all objects. */
  public Right(String verb, String group, String resource, String namespace) {
    this(verb, group, resource, namespace, "");
  }

  /** Whether it changes nothing. */
  public boolean reads() {
    return List.of("get", "list", "watch").contains(verb);
  }

  /** For people: {@code daemonsets.apps kube-router in kube-system}. */
  public String shown() {
    return resource
        + (group.isEmpty() ? "" : "." + group)
        + (name.isEmpty() ? "" : " " + name)
        + (namespace.isEmpty() ? "" : " in " + namespace);
  }
}
