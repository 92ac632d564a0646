package io.podspan.routecollector.api;

import io.podspan.routecollector.bmp.BmpView.PeerRow;
import io.podspan.routecollector.bmp.BmpView.Rib;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the router of a node tells by BMP.
 *
 * @param rib null when it tells no table
 * @param peers its sessions, and tables of its own
 * @param reflectors addresses of the reflectors that the node is to peer with
 */
record ByBmp(@Nullable Rib rib, List<PeerRow> peers, Set<String> reflectors) {
  static final ByBmp NOTHING = new ByBmp(null, List.of(), Set.of());

  List<TableRow> routes(Instant now) {
    if (rib == null) {
      return List.of();
    }
    Provenance from = Provenance.ofBmp(rib.endedAt(), now);
    return rib.routes().stream()
        .map(r -> new TableRow(r.prefix(), r.nextHop(), from.source(), from.ageSeconds()))
        .distinct()
        .toList();
  }

  /** Its Loc-RIB and its own routes are no sessions. */
  List<SessionRow> sessions(Instant now) {
    Provenance from = Provenance.ofBmp(rib == null ? null : rib.endedAt(), now);
    return peers.stream()
        .filter(peer -> peer.state().equals("up") || peer.state().equals("down"))
        .filter(peer -> !peer.kind().equals("loc_rib"))
        .map(peer -> session(peer, from))
        .toList();
  }

  private SessionRow session(PeerRow peer, Provenance from) {
    return new SessionRow(
        peer.address(),
        peer.asn(),
        peer.state().equals("up") ? "Established" : "Idle",
        reflectors.contains(peer.address()),
        from.source(),
        from.ageSeconds());
  }
}
