package io.podspan.cli.demo;

/**
 * A pod of the lab, simulated or real.
 *
 * @param cluster its cluster's name
 * @param name its own
 * @param namespace the network namespace that it lives in: its name, or its file such as {@code
 *     /proc/4711/ns/net}
 * @param address its pod address
 */
public record Pod(String cluster, String name, String namespace, String address) {
  /** For {@code nsenter --net=}. */
  public String namespaceFile() {
    return namespace.startsWith("/") ? namespace : "/run/netns/" + namespace;
  }
}
