package io.podspan.bgpreflector.control;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgpreflector.speaker.session.PeerSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A peer as REST shows it. */
@Schema(name = "Peer", description = "A node that may hold a session with this reflector")
public record PeerView(
    @Schema(description = "Where it connects from", examples = "192.0.2.11") String address,
    @Schema(description = "The cluster that it is a node of") String cluster,
    @Schema(description = "Its Kubernetes node name") String node,
    @Schema(description = "The AS number that it must have") long asn,
    @Schema(
            description = "RFC 4271: Idle, Connect, Active, OpenSent, OpenConfirm or Established",
            examples = "Established")
        String state,
    @Schema(description = "Since when it is in this state") Instant since,
    @Schema(description = "Its BGP identifier, null without a session") @Nullable String routerId,
    @Schema(description = "Negotiated, in seconds; 0 without a session") int holdTimeSeconds,
    @Schema(description = "Families of the session, as ipv4-unicast") List<String> families,
    @Schema(description = "Whether the reflector connects to it too") boolean dialled,
    @Schema(description = "Whether it is there only because it connected from a range")
        boolean dynamic,
    @Schema(description = "Prefixes taken from it now") int prefixesAccepted,
    @Schema(description = "Announcements not taken since the session began")
        long announcementsRejected,
    @Schema(description = "UPDATE messages received since the session began") long updatesReceived,
    @Schema(description = "UPDATE messages sent since the session began") long updatesSent,
    @Schema(description = "Whether its initial dump has ended (End-of-RIB), in all families")
        boolean endOfRibReceived,
    @Schema(description = "The families whose initial dump has ended, as ipv4-unicast")
        List<String> endOfRib,
    @Schema(
            description =
                "How it restarts (RFC 4724), null without a session and unless it does so"
                    + " gracefully")
        @Nullable RestartView restart,
    @Schema(
            description =
                "Whether the peer has ceased to answer, by its TCP; null where that is not watched,"
                    + " and without a session")
        @Nullable Boolean stalled,
    @Schema(description = "What was seen of it at the last look, null unless it has ceased")
        @Nullable StallView stall,
    @Schema(description = "Prefixes that are kept until it announces them again") int prefixesStale,
    @Schema(description = "How often a session came up since it was configured")
        long timesEstablished,
    @Schema(
            description =
                "Errors in its UPDATE messages since it was configured, by reason, as as-set")
        Map<String, Long> updateFaults,
    @Schema(description = "The last of them, null when there was none") @Nullable String lastFault,
    @Schema(description = "Why the last session or attempt ended, null when none did")
        @Nullable String lastError,
    @Schema(description = "When that was") @Nullable Instant lastErrorAt) {

  public PeerView {
    families = List.copyOf(families);
    endOfRib = List.copyOf(endOfRib);
    updateFaults = new TreeMap<>(updateFaults);
  }

  static PeerView of(PeerSnapshot peer, Instant now) {
    return new PeerView(
        peer.config().address().toString(),
        peer.config().peerGroup(),
        peer.config().label(),
        peer.config().asn(),
        peer.state().text(),
        peer.since(),
        peer.routerId() == null ? null : peer.routerId().toString(),
        peer.holdTime(),
        names(peer.families()),
        peer.config().dial(),
        peer.dynamic(),
        peer.prefixesAccepted(),
        peer.announcementsRejected(),
        peer.updatesReceived(),
        peer.messagesSent(),
        !peer.families().isEmpty() && peer.endOfRib().containsAll(peer.families()),
        names(peer.endOfRib()),
        peer.restart() == null ? null : RestartView.of(peer.restart()),
        peer.probed() ? peer.stall() != null : null,
        peer.stall() == null ? null : StallView.of(peer.stall(), now),
        peer.stalePrefixes(),
        peer.timesEstablished(),
        peer.faults().entrySet().stream()
            .collect(Collectors.toMap(fault -> fault.getKey().tag(), Map.Entry::getValue)),
        peer.lastFault(),
        peer.lastError(),
        peer.lastErrorAt());
  }

  private static List<String> names(Set<AddressFamily> families) {
    return families.stream().map(AddressFamily::text).sorted().toList();
  }
}
