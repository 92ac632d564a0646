package io.podspan.lab.api;

/**
 * Where an object lives.
 *
 * @param namespace empty for objects of the cluster
 */
public record ObjectKey(ResourceType type, String namespace, String name) {
  public static ObjectKey of(ResourceType type, String namespace, String name) {
    return new ObjectKey(type, type.namespaced() ? namespace : "", name);
  }
}
