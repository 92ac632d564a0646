package io.podspan.cli.demo;

/**
 * A pod of the lab.
 *
 * @param cluster its cluster's name
 * @param name its own
 * @param namespace the network namespace that it lives in
 * @param address its pod address
 */
public record Pod(String cluster, String name, String namespace, String address) {}
