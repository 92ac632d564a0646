package io.podspan.bgpreflector.speaker.report;

import io.podspan.addresses.Ipv4Address;
import io.podspan.bgp.wire.Message;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The BGP identifiers of established sessions. Within an AS each router has its own (RFC 6286,
 * section 2.1): two with the same one drop each other's reflected routes (RFC 4456, section 8). The
 * sessions stay, because that is what the RFC asks for; the operator is warned. Any thread.
 */
public final class Identifiers {
  private record Key(long asn, int routerId) {}

  private final SpeakerListener listener;
  private final Pace pace;
  private final Map<Key, List<PeerConfig>> peers = new HashMap<>();

  public Identifiers(SpeakerListener listener, InstantSource clock) {
    this.listener = listener;
    this.pace = new Pace(clock);
  }

  /** A session with this peer is established. */
  public void enter(PeerConfig peer, Message.Open open) {
    for (PeerConfig other : others(peer, open)) {
      if (!isSameRouter(peer, other) && pace.note(peer.address(), 0).times() > 0) {
        listener.onIdentifierShared(peer, other, new Ipv4Address(open.routerId()));
      }
    }
  }

  private synchronized List<PeerConfig> others(PeerConfig peer, Message.Open open) {
    List<PeerConfig> known = peers.computeIfAbsent(key(open), _ -> new ArrayList<>(1));
    List<PeerConfig> others = List.copyOf(known);
    known.add(peer);
    return others;
  }

  /** As the peer says: its configuration may be another one by the end of the session. */
  private static Key key(Message.Open open) {
    return new Key(open.effectiveAsn(), open.routerId());
  }

  /** The session is over. */
  public synchronized void leave(PeerConfig peer, Message.Open open) {
    peers.computeIfPresent(
        key(open),
        (_, known) -> {
          known.removeIf(one -> one.address().equals(peer.address()));
          return known.isEmpty() ? null : known;
        });
  }

  /** One router may have a session for each family; it has one name then. */
  private static boolean isSameRouter(PeerConfig one, PeerConfig other) {
    return !one.label().isEmpty()
        && one.label().equals(other.label())
        && one.peerGroup().equals(other.peerGroup());
  }
}
