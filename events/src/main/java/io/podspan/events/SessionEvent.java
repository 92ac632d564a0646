package io.podspan.events;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a reflector says of its BGP sessions. The key is reflector/peer address. */
public sealed interface SessionEvent extends Event {

  /**
   * A session reached Established (RFC 4271, section 8.2.2).
   *
   * @param asn the peer's AS number
   * @param routerId the peer's BGP identifier, dotted
   * @param holdTimeSeconds the negotiated hold time, 0 when there are no keepalives
   * @param families the negotiated families, {@code ipv4-unicast}
   */
  record SessionEstablished(
      PeerIdentity peer, long asn, String routerId, int holdTimeSeconds, List<String> families)
      implements SessionEvent {
    public SessionEstablished {
      Require.present(peer, "peer");
      Require.text(routerId, "routerId");
      families = List.copyOf(Require.present(families, "families"));
    }

    @Override
    public String subject() {
      return peer.subject();
    }
  }

  /**
   * An established session ended, and with it all routes of the peer.
   *
   * @param reason for people: {@code hold timer expired}, {@code peer closed the connection}
   * @param upMillis how long it had been established
   */
  record SessionLost(PeerIdentity peer, String reason, long upMillis) implements SessionEvent {
    public SessionLost {
      Require.present(peer, "peer");
      Require.text(reason, "reason");
    }

    @Override
    public String subject() {
      return peer.subject();
    }
  }

  /**
   * Connections that were not accepted.
   *
   * @param times how many times since the last such event for this peer, at least 1
   */
  record PeerRefused(PeerIdentity peer, String reason, long times) implements SessionEvent {
    public PeerRefused {
      Require.present(peer, "peer");
      Require.text(reason, "reason");
    }

    @Override
    public String subject() {
      return peer.subject();
    }
  }

  /**
   * A prefix that a peer announced and the reflector did not take.
   *
   * @param reason {@code outside the pod CIDRs of paris}, {@code next hop is not a node of paris}
   */
  record PrefixRejected(PeerIdentity peer, String prefix, @Nullable String nextHop, String reason)
      implements SessionEvent {
    public PrefixRejected {
      Require.present(peer, "peer");
      Require.text(prefix, "prefix");
      Require.text(reason, "reason");
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
   * A reflector took an intent over: from now on it accepts the nodes of these interconnects and no
   * others.
   *
   * @param address where it listens, empty when on all addresses
   * @param interconnects name to revision of every interconnect in force ({@link
   *     InterconnectState#revision()})
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
    public ReflectorConfigured {
      Require.text(reflector, "reflector");
      Require.present(address, "address");
      interconnects = Map.copyOf(Require.present(interconnects, "interconnects"));
    }

    @Override
    public String subject() {
      return reflector;
    }
  }
}
