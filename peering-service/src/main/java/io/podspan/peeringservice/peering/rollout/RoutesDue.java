package io.podspan.peeringservice.peering.rollout;

import java.util.List;
import java.util.Map;

/**
 * What follows from the intent for the routes of one node.
 *
 * @param announces the prefixes that the node itself is to announce
 * @param own the routes to the other nodes of its cluster, with the name of each node
 * @param joined the routes to the nodes of the clusters that it is joined with, with the name of
 *     each node as {@code cluster/node}
 */
public record RoutesDue(
    List<String> announces, Map<NodeRoute, String> own, Map<NodeRoute, String> joined) {
  public RoutesDue {
    announces = List.copyOf(announces);
    own = Map.copyOf(own);
    joined = Map.copyOf(joined);
  }
}
