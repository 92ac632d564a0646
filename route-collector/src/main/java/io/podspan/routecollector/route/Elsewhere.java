package io.podspan.routecollector.route;

import io.podspan.routecollector.heard.Heard;
import io.podspan.routecollector.heard.PeerWord;
import io.podspan.routecollector.route.Expectation.Origin;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a route before it reaches a node.
 *
 * @param heard what reflectors said of their peers
 * @param looks the last look at the router of each node that routes lead to, by cluster/node
 * @param addresses the addresses of the nodes that the routes come to, by cluster/node
 * @param asOf when it was gathered, before any of these nodes was looked at
 */
public record Elsewhere(
    Heard heard, Map<String, RouterLook> looks, Map<String, String> addresses, Instant asOf) {
  public static final Elsewhere NOTHING = new Elsewhere(Heard.NOTHING, Map.of());

  public Elsewhere {
    looks = Map.copyOf(looks);
    addresses = Map.copyOf(addresses);
  }

  /** The nodes that the routes come to have no address that is known. */
  public Elsewhere(Heard heard, Map<String, RouterLook> looks) {
    this(heard, looks, Map.of(), Instant.EPOCH);
  }

  /** What a reflector says of a node that routes come to, empty when it has not said anything. */
  Optional<PeerWord> word(String reflector, NodeStatus node) {
    return Optional.ofNullable(addresses.get(NodeRecords.key(node.cluster(), node.node())))
        .flatMap(address -> heard.of(reflector, address));
  }

  /** The last look at the router of this node, empty when nobody has looked. */
  Optional<RouterLook> look(Origin origin) {
    return Optional.ofNullable(looks.get(NodeRecords.key(origin.cluster(), origin.node())));
  }
}
