package io.podspan.bgpreflector.control;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Ipv4Address;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.FaultReason;
import io.podspan.bgp.wire.Message;
import io.podspan.bgpreflector.control.bmp.LocRib;
import io.podspan.bgpreflector.fsm.SessionEnding;
import io.podspan.bgpreflector.reflect.PrefixLimit;
import io.podspan.bgpreflector.reflect.Rejection;
import io.podspan.bgpreflector.rib.BestChange;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.settings.PeerSettings;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.report.RefusalReason;
import io.podspan.bgpreflector.speaker.report.SpeakerListener;
import io.podspan.bgpreflector.speaker.report.Stall;
import io.podspan.bgpreflector.speaker.report.UpdateReport;
import io.podspan.events.PeerIdentity;
import io.podspan.events.RibEvent;
import io.podspan.events.SessionEvent;
import io.podspan.events.reason.SessionReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the engine says, as events of the contract. Called by the engine's threads; puts into the
 * queue and returns.
 */
final class ReflectorEvents implements SpeakerListener {
  private static final Logger LOG = Logger.getLogger(ReflectorEvents.class);

  private final String reflector;
  private final EventQueue queue;
  private final RouteDeltas deltas;
  private final @Nullable LocRib locRib;
  private volatile Map<IpAddress, PeerSettings> peers = Map.of();

  /**
   * @param locRib what BMP stations are told of, null without any
   */
  ReflectorEvents(String reflector, EventQueue queue, RouteDeltas deltas, @Nullable LocRib locRib) {
    this.reflector = reflector;
    this.queue = queue;
    this.deltas = deltas;
    this.locRib = locRib;
  }

  /** From now on these addresses are nodes. */
  void know(List<PeerSettings> configured) {
    peers =
        configured.stream().collect(Collectors.toMap(PeerSettings::address, Function.identity()));
  }

  void onRoutesChanged(SessionEvent event) {
    queue.offer(event);
  }

  void onRoutesSent(RibEvent.PeerRoutesSent event) {
    queue.offer(event);
  }

  void onConfigured(SessionEvent.ReflectorConfigured event) {
    queue.offer(event);
  }

  @Override
  public void onEstablished(
      PeerConfig peer,
      Ipv4Address routerId,
      int holdTime,
      Set<AddressFamily> families,
      boolean probed) {
    LOG.infof("%s/%s (%s) is established", peer.peerGroup(), peer.label(), peer.address());
    queue.offer(
        new SessionEvent.SessionEstablished(
            identity(peer),
            peer.asn(),
            routerId.toString(),
            holdTime,
            families.stream().map(AddressFamily::text).sorted().toList(),
            probed));
  }

  @Override
  public void onStalled(PeerConfig peer, Stall seen) {
    LOG.warnf(
        "%s/%s (%s) %s; its session goes on",
        peer.peerGroup(), peer.label(), peer.address(), seen.text());
    queue.offer(
        new SessionEvent.SessionStalled(
            identity(peer),
            seen.silent().toMillis(),
            seen.unheard().toMillis(),
            seen.unanswered()));
  }

  @Override
  public void onResumed(PeerConfig peer, Duration silent) {
    LOG.infof(
        "%s/%s (%s) answers again, after %d s",
        peer.peerGroup(), peer.label(), peer.address(), silent.toSeconds());
    queue.offer(new SessionEvent.SessionResumed(identity(peer), silent.toMillis()));
  }

  @Override
  public void onLost(PeerConfig peer, SessionEnding ending, Duration up) {
    LOG.infof(
        "%s/%s (%s) is lost: %s", peer.peerGroup(), peer.label(), peer.address(), ending.text());
    queue.offer(
        SessionEvent.SessionLost.because(SessionReasons.of(ending), identity(peer), up.toMillis()));
  }

  @Override
  public void onRoutesKept(PeerConfig peer, int seconds) {
    LOG.infof(
        "%s/%s (%s) may restart: its routes stay for up to %d s",
        peer.peerGroup(), peer.label(), peer.address(), seconds);
  }

  @Override
  public void onStaleExpired(PeerConfig peer) {
    LOG.warnf(
        "%s/%s (%s) has not announced its routes again in time: they are withdrawn",
        peer.peerGroup(), peer.label(), peer.address());
  }

  @Override
  public void onSilent(PeerConfig peer, int times, boolean understood) {
    LOG.warnf(
        "%s/%s (%s) has restarted and announces nothing: %s (%d times in this session)",
        peer.peerGroup(),
        peer.label(),
        peer.address(),
        understood
            ? "it was asked for its routes"
            : "it cannot be asked, because it does not take ROUTE-REFRESH",
        times);
  }

  @Override
  public void onRefused(IpAddress address, RefusalReason reason, long times) {
    LOG.infof("refused %s: %s (%d times)", address, reason.text(), times);
    queue.offer(
        SessionEvent.PeerRefused.because(SessionReasons.of(reason), identity(address), times));
  }

  /** RFC 7606, section 6: the routes and the message itself are logged. */
  @Override
  public void onFaultyUpdate(PeerConfig peer, UpdateReport report) {
    LOG.warnf(
        "%s/%s (%s): errors in an UPDATE (%d such messages): %s; %s %s; the message: %s",
        peer.peerGroup(),
        peer.label(),
        peer.address(),
        report.messages(),
        report.detail(),
        report.withdrawn() ? "withdrawn:" : "attributes dropped of",
        report.prefixes(),
        report.hex());
    queue.offer(
        new SessionEvent.UpdateRejected(
            identity(peer),
            report.withdrawn(),
            report.detail(),
            report.reasons().stream().map(FaultReason::tag).sorted().toList(),
            report.prefixes().stream().map(Prefix::toString).toList(),
            report.messages()));
  }

  @Override
  public void onOpenRefused(PeerConfig peer, Message.Notification sent, String why, long times) {
    LOG.warnf(
        "%s/%s (%s): no session, %s (%d times); it was sent: %s",
        peer.peerGroup(), peer.label(), peer.address(), why, times, sent.describe());
    queue.offer(
        new SessionEvent.OpenRefused(identity(peer), sent.code(), sent.subcode(), why, times));
  }

  @Override
  public void onRefusedByPeer(PeerConfig peer, Message.Notification received, long times) {
    LOG.warnf(
        "%s/%s (%s): no session, it refused us: %s (%d times)",
        peer.peerGroup(), peer.label(), peer.address(), received.describe(), times);
  }

  @Override
  public void onIdentifierShared(PeerConfig peer, PeerConfig other, Ipv4Address routerId) {
    LOG.warnf(
        "%s/%s (%s) and %s/%s (%s) have the same BGP identifier %s; each drops the routes of the"
            + " other; give each router its own identifier",
        other.peerGroup(),
        other.label(),
        other.address(),
        peer.peerGroup(),
        peer.label(),
        peer.address(),
        routerId);
    queue.offer(
        new SessionEvent.IdentifierShared(identity(peer), identity(other), routerId.toString()));
  }

  @Override
  public void onRejected(RouteSource source, Prefix prefix, IpAddress nextHop, Rejection reason) {
    SessionReason why = SessionReasons.of(reason, source.peerGroup(), nextHop.toString());
    queue.offer(
        SessionEvent.PrefixRejected.because(
            why, identity(source.address()), prefix.toString(), nextHop.toString()));
  }

  @Override
  public void onPrefixLimitNear(
      RouteSource source, AddressFamily family, int count, PrefixLimit limit) {
    LOG.warnf(
        "%s announces %d prefixes of %s, %d are taken",
        source, count, family.text(), limit.maximum());
  }

  @Override
  public void onPrefixLimit(RouteSource source, AddressFamily family, PrefixLimit limit) {
    queue.offer(new SessionEvent.PrefixLimitReached(identity(source.address()), limit.maximum()));
  }

  @Override
  public boolean hearsBestChanges() {
    return true;
  }

  @Override
  public void onBestChanges(List<BestChange> changes) {
    deltas.add(changes);
    if (locRib != null) {
      locRib.add(changes);
    }
  }

  private PeerIdentity identity(IpAddress address) {
    PeerSettings peer = peers.get(address);
    return peer == null
        ? new PeerIdentity(reflector, address.toString(), null, null)
        : new PeerIdentity(reflector, address.toString(), peer.session().group(), peer.name());
  }

  PeerIdentity identity(PeerConfig peer) {
    return new PeerIdentity(reflector, peer.address().toString(), peer.peerGroup(), peer.label());
  }
}
