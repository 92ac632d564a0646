package io.podspan.console.problem;

import com.fasterxml.jackson.annotation.JsonValue;

/** A node by the names of its cluster and its own. */
record NodeName(String cluster, String node) implements Comparable<NodeName> {
  /** From {@code cluster/node}. */
  static NodeName of(String subject) {
    int slash = subject.indexOf('/');
    return new NodeName(subject.substring(0, slash), subject.substring(slash + 1));
  }

  @Override
  public int compareTo(NodeName other) {
    return cluster.equals(other.cluster)
        ? node.compareTo(other.node)
        : toString().compareTo(other.toString());
  }

  @JsonValue
  @Override
  public String toString() {
    return cluster + "/" + node;
  }
}
