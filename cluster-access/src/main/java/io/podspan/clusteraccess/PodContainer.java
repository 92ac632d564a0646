package io.podspan.clusteraccess;

/** A container of a pod, by names. */
public record PodContainer(String namespace, String pod, String container) {
  @Override
  public String toString() {
    return namespace + "/" + pod + "/" + container;
  }
}
