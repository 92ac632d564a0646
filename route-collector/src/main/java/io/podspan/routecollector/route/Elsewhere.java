package io.podspan.routecollector.route;

import io.podspan.routecollector.heard.Heard;
import io.podspan.routecollector.route.Expectation.Origin;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a route before it reaches a node.
 *
 * @param heard what reflectors said of their peers
 * @param looks the last look at the router of each node that routes lead to, by cluster/node
 */
public record Elsewhere(Heard heard, Map<String, RouterLook> looks) {
  public static final Elsewhere NOTHING = new Elsewhere(Heard.NOTHING, Map.of());

  public Elsewhere {
    looks = Map.copyOf(looks);
  }

  /** The last look at the router of this node, empty when nobody has looked. */
  Optional<RouterLook> look(Origin origin) {
    return Optional.ofNullable(looks.get(NodeRecords.key(origin.cluster(), origin.node())));
  }
}
