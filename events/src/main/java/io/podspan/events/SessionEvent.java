package io.podspan.events;

import io.podspan.events.check.JsonSize;
import io.podspan.events.check.Require;
import io.podspan.events.reason.ReasonText;
import io.podspan.events.reason.SessionReason;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a reflector says of its BGP sessions. The key is reflector/peer address. */
public sealed interface SessionEvent extends Event {
  /** What a list of a few words may take, in bytes. */
  int SHORT_LIST = 64 << 10;

  /**
   * A session reached Established (RFC 4271, section 8.2.2).
   *
   * @param asn the peer's AS number
   * @param routerId the peer's BGP identifier, dotted
   * @param holdTimeSeconds the negotiated hold time, 0 when there are no keepalives
   * @param families the negotiated families, {@code ipv4-unicast}
   * @param probed whether the reflector watches that the peer answers, and tells it by {@link
   *     SessionStalled}; null when the writer did not say
   */
  record SessionEstablished(
      PeerIdentity peer,
      long asn,
      String routerId,
      int holdTimeSeconds,
      List<String> families,
      @Nullable Boolean probed)
      implements SessionEvent {
    public SessionEstablished {
      Require.present(peer, "peer");
      Require.text(routerId, "routerId");
      families = Require.firstNames(SHORT_LIST, families, "families");
    }

    /** Of a reflector that did not say whether it watches. */
    public SessionEstablished(
        PeerIdentity peer, long asn, String routerId, int holdTimeSeconds, List<String> families) {
      this(peer, asn, routerId, holdTimeSeconds, families, null);
    }

    @Override
    public String subject() {
      return peer.subject();
    }
  }

  /**
   * An established session ended, and with it all routes of the peer.
   *
   * @param reason why, for people: {@code the peer closed the connection}
   * @param upMillis how long it had been established
   * @param cause why, as a value, null when the writer gave none
   */
  record SessionLost(PeerIdentity peer, String reason, long upMillis, @Nullable SessionReason cause)
      implements SessionEvent {
    public SessionLost {
      Require.present(peer, "peer");
      reason = Require.sentence(reason, "reason");
    }

    /** Without a cause as a value. */
    public SessionLost(PeerIdentity peer, String reason, long upMillis) {
      this(peer, reason, upMillis, null);
    }

    /** With the text of this cause. */
    public static SessionLost because(SessionReason cause, PeerIdentity peer, long upMillis) {
      return new SessionLost(peer, ReasonText.seen(cause), upMillis, cause);
    }

    @Override
    public String subject() {
      return peer.subject();
    }
  }

  /**
   * The peer of an established session has ceased to answer, by its TCP. The session goes on; the
   * hold timer decides whether it ends.
   *
   * @param silentMillis for how long the peer has answered nothing
   * @param unheardMillis for how long nothing has come from it; much less than {@code silentMillis}
   *     where only the way to the peer is broken
   * @param unanswered how many packets in a row it has not answered
   */
  record SessionStalled(PeerIdentity peer, long silentMillis, long unheardMillis, int unanswered)
      implements SessionEvent {
    private static final long A_MOMENT = 3_000;

    public SessionStalled {
      Require.present(peer, "peer");
    }

    /** Whether packets of the peer still arrive, while it answers nothing that is sent to it. */
    public boolean isHeard() {
      return unheardMillis < A_MOMENT;
    }

    @Override
    public String subject() {
      return peer.subject();
    }
  }

  /**
   * A peer that had ceased to answer does so again, in the same session. There is none when the
   * session was lost meanwhile.
   *
   * @param silentMillis for how long it had answered nothing
   */
  record SessionResumed(PeerIdentity peer, long silentMillis) implements SessionEvent {
    public SessionResumed {
      Require.present(peer, "peer");
    }

    @Override
    public String subject() {
      return peer.subject();
    }
  }

  /**
   * Connections that were not accepted.
   *
   * @param reason why, for people
   * @param times how many times since the last such event for this peer, at least 1
   * @param cause why, as a value, null when the writer gave none
   */
  record PeerRefused(PeerIdentity peer, String reason, long times, @Nullable SessionReason cause)
      implements SessionEvent {
    public PeerRefused {
      Require.present(peer, "peer");
      reason = Require.sentence(reason, "reason");
    }

    /** Without a cause as a value. */
    public PeerRefused(PeerIdentity peer, String reason, long times) {
      this(peer, reason, times, null);
    }

    /** With the text of this cause. */
    public static PeerRefused because(SessionReason cause, PeerIdentity peer, long times) {
      return new PeerRefused(peer, ReasonText.seen(cause), times, cause);
    }

    @Override
    public String subject() {
      return peer.subject();
    }
  }

  /**
   * A prefix that a peer announced and the reflector did not take.
   *
   * @param reason why, for people: {@code outside the pod CIDRs of paris}
   * @param cause why, as a value, null when the writer gave none
   */
  record PrefixRejected(
      PeerIdentity peer,
      String prefix,
      @Nullable String nextHop,
      String reason,
      @Nullable SessionReason cause)
      implements SessionEvent {
    public PrefixRejected {
      Require.present(peer, "peer");
      Require.text(prefix, "prefix");
      Require.optionalText(nextHop, "nextHop");
      reason = Require.sentence(reason, "reason");
    }

    /** Without a cause as a value. */
    public PrefixRejected(
        PeerIdentity peer, String prefix, @Nullable String nextHop, String reason) {
      this(peer, prefix, nextHop, reason, null);
    }

    /** With the text of this cause. */
    public static PrefixRejected because(
        SessionReason cause, PeerIdentity peer, String prefix, @Nullable String nextHop) {
      return new PrefixRejected(peer, prefix, nextHop, ReasonText.seen(cause), cause);
    }

    @Override
    public String subject() {
      return peer.subject();
    }
  }

  /**
   * UPDATEs of a peer had errors that leave the session alone (RFC 7606). The log of the reflector
   * has the whole message. Told at a bounded rate for each peer.
   *
   * @param withdrawn whether routes were treated as withdrawn; if not, only attributes were dropped
   * @param reason what was wrong with the last of them, for people
   * @param reasons the kinds of errors since the last such event for this peer: {@code as-set}
   * @param prefixes the first prefixes of the last of them, at most {@link #MAX_PREFIXES}
   * @param messages how many such UPDATEs since the last such event for this peer, at least 1
   */
  record UpdateRejected(
      PeerIdentity peer,
      boolean withdrawn,
      String reason,
      List<String> reasons,
      List<String> prefixes,
      long messages)
      implements SessionEvent {
    public static final int MAX_PREFIXES = 32;

    public UpdateRejected {
      Require.present(peer, "peer");
      reason = Require.sentence(reason, "reason");
      reasons = Require.firstNames(SHORT_LIST, reasons, "reasons");
      prefixes = Require.names(prefixes, "prefixes");
      if (prefixes.size() > MAX_PREFIXES) {
        prefixes = List.copyOf(prefixes.subList(0, MAX_PREFIXES));
      }
    }

    @Override
    public String subject() {
      return peer.subject();
    }
  }

  /**
   * What a peer sent instead of an acceptable OPEN: its connection was closed. Told at a bounded
   * rate for each peer.
   *
   * @param code of the NOTIFICATION that the peer got (RFC 4271, section 4.5)
   * @param subcode likewise
   * @param reason what was wrong, for people: {@code AS 64999 instead of 64512}
   * @param times how often since the last such event for this peer, at least 1
   */
  record OpenRefused(PeerIdentity peer, int code, int subcode, String reason, long times)
      implements SessionEvent {
    public OpenRefused {
      Require.present(peer, "peer");
      reason = Require.sentence(reason, "reason");
    }

    @Override
    public String subject() {
      return peer.subject();
    }
  }

  /**
   * Two peers with a session have the same BGP identifier. Each drops the reflected routes of the
   * other as its own (RFC 4456, section 8).
   *
   * @param other the peer that had a session before
   * @param routerId the identifier, dotted
   */
  record IdentifierShared(PeerIdentity peer, PeerIdentity other, String routerId)
      implements SessionEvent {
    public IdentifierShared {
      Require.present(peer, "peer");
      Require.present(other, "other");
      Require.text(routerId, "routerId");
    }

    @Override
    public String subject() {
      return peer.subject();
    }
  }

  record PrefixLimitReached(PeerIdentity peer, int limit) implements SessionEvent {
    public PrefixLimitReached {
      Require.present(peer, "peer");
    }

    @Override
    public String subject() {
      return peer.subject();
    }
  }

  /**
   * What a peer has announced to the reflector, whole. It is told after the session is established
   * and whenever it changes, at most twice a second for a peer.
   *
   * @param established whether a session with the peer is established now
   * @param stale whether the reflector keeps these routes while the peer restarts (RFC 4724,
   *     section 4.2)
   * @param endOfRib the families whose End-of-RIB came in this session (RFC 4724, section 2)
   * @param total how many prefixes of the peer the reflector holds
   * @param prefixes the first of them in the order of addresses, at most {@link #MAX_PREFIXES}
   */
  record PeerRoutesChanged(
      PeerIdentity peer,
      boolean established,
      boolean stale,
      List<String> endOfRib,
      int total,
      List<String> prefixes)
      implements SessionEvent {
    /** A node announces few prefixes; the bound keeps the event small whatever a peer sends. */
    public static final int MAX_PREFIXES = 256;

    public PeerRoutesChanged {
      Require.present(peer, "peer");
      endOfRib = Require.firstNames(SHORT_LIST, endOfRib, "endOfRib");
      prefixes = Require.names(prefixes, "prefixes");
      if (prefixes.size() > MAX_PREFIXES) {
        prefixes = List.copyOf(prefixes.subList(0, MAX_PREFIXES));
      }
    }

    @Override
    public String subject() {
      return peer.subject();
    }
  }

  /**
   * A reflector took an intent over: from now on it accepts the nodes of these interconnects and no
   * others.
   *
   * @param address where it listens, empty when on all addresses
   * @param interconnects name to revision of every interconnect in force ({@link
   *     InterconnectState#revision()}); the first in the order of names, if there are thousands
   * @param peers how many peers it accepts
   */
  record ReflectorConfigured(
      String reflector,
      String address,
      int port,
      long asn,
      Map<String, Long> interconnects,
      int peers)
      implements SessionEvent {
    /** What the names of the interconnects may take, in bytes: some 10,000 of them. */
    private static final int MOST_BYTES = 700 << 10;

    private static final int LONG = 20;

    public ReflectorConfigured {
      Require.text(reflector, "reflector");
      Require.optionalText(Require.present(address, "address"), "address");
      interconnects = first(Require.present(interconnects, "interconnects"));
    }

    private static Map<String, Long> first(Map<String, Long> all) {
      List<String> names = all.keySet().stream().sorted().toList();
      return Require.fitting(MOST_BYTES, names, n -> JsonSize.of(n) + LONG, "interconnects")
          .stream()
          .collect(Collectors.toUnmodifiableMap(name -> name, all::get));
    }

    @Override
    public String subject() {
      return reflector;
    }
  }
}
