package io.podspan.routecollector.api;

import io.podspan.addresses.IpAddress;
import io.podspan.events.ClusterState;
import io.podspan.events.NodeState;
import io.podspan.routecollector.bmp.BmpView;
import io.podspan.routecollector.bmp.BmpView.PeerRow;
import io.podspan.routecollector.route.Expectation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what the routers of nodes tell by BMP, for one answer. */
final class BmpNodes {
  private final BmpView bmp;
  private final Set<IpAddress> told;

  BmpNodes(BmpView bmp) {
    this.bmp = bmp;
    this.told = bmp.told();
  }

  /** Whether the router of the node tells anything. */
  boolean tells(ClusterState cluster, String node) {
    return address(cluster, node).isPresent();
  }

  ByBmp of(ClusterState cluster, String node, Expectation expected) {
    return address(cluster, node).map(address -> of(address, expected)).orElse(ByBmp.NOTHING);
  }

  private ByBmp of(IpAddress address, Expectation expected) {
    List<PeerRow> peers =
        bmp.routers(address).stream().flatMap(router -> router.peers().stream()).toList();
    return new ByBmp(bmp.rib(address).orElse(null), peers, expected.reflectors());
  }

  private Optional<IpAddress> address(ClusterState cluster, String node) {
    if (told.isEmpty()) {
      return Optional.empty();
    }
    return cluster.nodes().stream()
        .filter(n -> n.name().equals(node))
        .map(NodeState::address)
        .flatMap(text -> IpAddress.parse(text).stream())
        .filter(told::contains)
        .findFirst();
  }
}
