package io.podspan.bgpreflector.speaker.report;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Ipv4Address;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Message;
import io.podspan.bgpreflector.fsm.SessionEnding;
import io.podspan.bgpreflector.reflect.RouteObserver;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import java.time.Duration;
import java.util.Set;

/** Hears what happens: a port. Called by I/O loops and shard loops; must not block. */
public interface SpeakerListener extends RouteObserver {

  /**
   * @param routerId the peer's BGP identifier
   * @param holdTime negotiated, seconds
   * @param families negotiated
   * @param probed whether it is watched that the peer answers, as {@link #onStalled} tells
   */
  void onEstablished(
      PeerConfig peer,
      Ipv4Address routerId,
      int holdTime,
      Set<AddressFamily> families,
      boolean probed);

  void onLost(PeerConfig peer, SessionEnding ending, Duration up);

  /** The peer of an established session has ceased to answer. The session goes on. */
  void onStalled(PeerConfig peer, Stall seen);

  /**
   * The peer answers again, in the same session.
   *
   * @param silent for how long it had not
   */
  void onResumed(PeerConfig peer, Duration silent);

  /** UPDATEs had errors that leave the session alone (RFC 7606). At a bounded rate. */
  void onFaultyUpdate(PeerConfig peer, UpdateReport report);

  /**
   * A connection was closed because of what the peer sent before the session was established. At a
   * bounded rate.
   *
   * @param sent what the peer got for it
   * @param why for people
   * @param times how often since the last report about the peer
   */
  void onOpenRefused(PeerConfig peer, Message.Notification sent, String why, long times);

  /**
   * A peer ended the connection with a NOTIFICATION before the session was established. At a
   * bounded rate.
   *
   * @param times how often since the last report about the peer
   */
  void onRefusedByPeer(PeerConfig peer, Message.Notification received, long times);

  /**
   * Two peers of one AS have sessions with the same BGP identifier. At a bounded rate.
   *
   * @param other the one whose session was there before
   */
  void onIdentifierShared(PeerConfig peer, PeerConfig other, Ipv4Address routerId);

  /**
   * The routes of a lost session stay, because the peer said that it may restart (RFC 4724).
   *
   * @param seconds how long the peer may take to come back
   */
  void onRoutesKept(PeerConfig peer, int seconds);

  /** The peer's time is over: what it has not announced again is withdrawn. */
  void onStaleExpired(PeerConfig peer);

  /**
   * A peer that has restarted says nothing, and was asked for its routes.
   *
   * @param times how often in this session
   * @param understood whether it takes requests (RFC 2918)
   */
  void onSilent(PeerConfig peer, int times, boolean understood);

  /**
   * @param times how often since the last report of this address and reason
   */
  void onRefused(IpAddress address, RefusalReason reason, long times);
}
