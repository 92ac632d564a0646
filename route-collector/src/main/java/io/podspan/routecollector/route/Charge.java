package io.podspan.routecollector.route;

/**
 * That this instance reads a cluster, and since which change of reader. What it writes for the
 * cluster counts only while that lasts.
 *
 * @param term grows each time that another instance begins to read the cluster
 */
public record Charge(String cluster, long term) {}
