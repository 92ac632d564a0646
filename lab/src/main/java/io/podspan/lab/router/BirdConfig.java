package io.podspan.lab.router;

import io.podspan.lab.network.Topology;
import java.util.stream.Collectors;

/** bird's configuration, in the layout of Calico's templates. */
final class BirdConfig {
  private BirdConfig() {}

  /** The text holds passwords: keep it in a file that only its owner can read. */
  static String render(Topology.Node node, CalicoPeers peers) {
    // Filters come first: bird needs a definition before its use.
    return filters(peers)
        + base(node)
        + peers.peers().stream()
            .map(peer -> session(node, peers, peer))
            .collect(Collectors.joining());
  }

  private static String base(Topology.Node node) {
    return """
    log stderr all;
    router id %s;
    debug protocols { states };
    protocol device { scan time 2; }
    # Only the subnet of the nodes: it resolves next hops.
    protocol direct { ipv4; interface "eth0"; }
    # The block of this node, as Calico's IPAM would list it.
    protocol static static1 { ipv4; route %s blackhole; }
    protocol kernel kernel1 {
      persist;
      scan time 2;
      ipv4 { import none; export filter calico_kernel_programming; };
    }
    """
        .formatted(node.address(), node.podCidr());
  }

  private static String filters(CalicoPeers peers) {
    String pools = peers.pools().stream().map(pool -> pool + "+").collect(Collectors.joining(", "));
    String accept = pools.isEmpty() ? "" : "  if net ~ [ " + pools + " ] then accept;\n";
    return """
    filter calico_kernel_programming {
      if source != RTS_BGP then reject;
      if dest = RTD_UNREACHABLE then reject;
      accept;
    }
    function calico_export() {
    %s  reject;
    }
    filter calico_export_to_bgp_peers {
      calico_export();
    }
    """
        .formatted(accept);
  }

  private static String session(Topology.Node node, CalicoPeers peers, CalicoPeers.Peer peer) {
    String password = peer.password().isEmpty() ? "" : "  password \"" + peer.password() + "\";\n";
    return """
    protocol bgp %s {
      local %s as %d;
      neighbor %s port %d as %d;
    %s  graceful restart;
      connect delay time 2;
      connect retry time 5;
      error wait time 5,30;
      ipv4 { import %s; export %s; };
    }
    """
        .formatted(
            peer.protocol(),
            node.address(),
            peers.asn(),
            peer.address(),
            peer.port(),
            peer.asn(),
            password,
            imports(peer.filters()),
            exports(peer.filters()));
  }

  private static String imports(BgpFilters filters) {
    return filters.imports().isEmpty()
        ? "all"
        : "filter { " + String.join(" ", filters.imports()) + " accept; }";
  }

  private static String exports(BgpFilters filters) {
    return filters.exports().isEmpty()
        ? "filter calico_export_to_bgp_peers"
        : "filter { " + String.join(" ", filters.exports()) + " calico_export(); }";
  }
}
