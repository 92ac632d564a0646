package io.podspan.events;

import io.podspan.events.check.Require;
import org.jspecify.annotations.Nullable;

/**
 * One peer of one reflector.
 *
 * @param reflector name of the reflector
 * @param address the peer's address
 * @param cluster the cluster of the node with this address, null when no intent knows it
 * @param node that node's name, null when no intent knows it
 */
public record PeerIdentity(
    String reflector, String address, @Nullable String cluster, @Nullable String node) {
  public PeerIdentity {
    Require.text(reflector, "peer.reflector");
    Require.text(address, "peer.address");
    Require.optionalText(cluster, "peer.cluster");
    Require.optionalText(node, "peer.node");
  }

  String subject() {
    return reflector + "/" + address;
  }
}
