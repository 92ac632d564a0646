package io.podspan.peeringservice.peering.conditions;

/**
 * A route that every node of a joined cluster needs: a pod CIDR of another cluster's node, with
 * that node as next hop.
 */
public record ExpectedRoute(String prefix, String nextHop) {}
