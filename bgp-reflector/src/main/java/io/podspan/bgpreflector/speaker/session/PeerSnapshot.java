package io.podspan.bgpreflector.speaker.session;

import io.podspan.addresses.Ipv4Address;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.FaultReason;
import io.podspan.bgp.wire.GracefulRestart;
import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.report.Stall;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A peer at one moment.
 *
 * @param dynamic whether it is known only because it connected from a range
 * @param since when it came into this state
 * @param routerId the peer's BGP identifier, null when there is no session
 * @param holdTime negotiated, seconds; 0 when there is no session
 * @param families negotiated; none when there is no session
 * @param prefixesAccepted taken from it now
 * @param announcementsRejected since the session began
 * @param updatesReceived since the session began
 * @param messagesSent UPDATEs since the session began
 * @param endOfRib the families that the peer has announced completely (RFC 4724, section 2)
 * @param restart how the peer restarts, null without a session and unless it does so gracefully
 * @param staleFamilies of which routes are kept until the peer announces them again
 * @param stalePrefixes how many of these routes there are
 * @param probed whether it is watched that the peer answers; false without a session
 * @param stall what was seen of it at the last look, null unless it has ceased to answer
 * @param timesEstablished since it was configured
 * @param faults errors in its UPDATEs since it was configured, by reason
 * @param lastFault the last of them, null when there was none
 * @param lastError why the last session or attempt ended, null when none did
 * @param lastErrorAt when, null likewise
 */
public record PeerSnapshot(
    PeerConfig config,
    boolean dynamic,
    SessionState state,
    Instant since,
    @Nullable Ipv4Address routerId,
    int holdTime,
    Set<AddressFamily> families,
    int prefixesAccepted,
    long announcementsRejected,
    long updatesReceived,
    long messagesSent,
    Set<AddressFamily> endOfRib,
    @Nullable GracefulRestart restart,
    Set<AddressFamily> staleFamilies,
    int stalePrefixes,
    boolean probed,
    @Nullable Stall stall,
    long timesEstablished,
    Map<FaultReason, Long> faults,
    @Nullable String lastFault,
    @Nullable String lastError,
    @Nullable Instant lastErrorAt) {}
