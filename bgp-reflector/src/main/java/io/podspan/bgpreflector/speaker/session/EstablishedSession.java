package io.podspan.bgpreflector.speaker.session;

import io.netty.channel.Channel;
import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.CapabilityType;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.NotificationCode;
import io.podspan.bgpreflector.fsm.SessionEvent;
import io.podspan.bgpreflector.reflect.ExportKey;
import io.podspan.bgpreflector.reflect.PrefixLimit;
import io.podspan.bgpreflector.reflect.RoutesOnLoss;
import io.podspan.bgpreflector.reflect.SessionCounters;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.output.OutboundPump;
import io.podspan.bgpreflector.speaker.output.SessionOutput;
import io.podspan.bgpreflector.speaker.output.TableMarkers;
import io.podspan.bgpreflector.speaker.pulse.Finding;
import io.podspan.bgpreflector.speaker.pulse.LoopPulses;
import io.podspan.bgpreflector.speaker.pulse.TcpSigns;
import io.podspan.bgpreflector.speaker.shards.PeerInput;
import io.podspan.bgpreflector.speaker.shards.ShardSender;
import io.podspan.bgpreflector.speaker.sockets.IoLoop;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What exists only while a session is established: the way of its updates to the shards and the way
 * of messages back. The peer and its routes may outlive it. Owned by the peer's I/O loop; what is
 * final may be read by any thread.
 */
final class EstablishedSession implements SessionOutput.Session, LoopPulses.Patient {
  private static final IpAddress UNKNOWN = IpAddress.ofIpv4(0);

  /** The way back to the connection: a port, for requests of the shards. */
  interface Port extends TableMarkers.Sender {
    void on(SessionEvent event);

    /** The peer has announced everything of a family. */
    void onEndOfRib(AddressFamily family);

    /** The shards have taken everything of all families. By a shard loop. */
    void onAnnouncedAll();

    /** Whether the peer answers. */
    void onFinding(Finding finding);
  }

  private final SessionContext context;
  private final IoLoop loop;
  private final PeerInput input;
  private final Negotiated negotiated;
  private final Channel channel;
  private final Port port;
  private final IpAddress localAddress;
  private final OutboundPump pump;
  private final TableMarkers markers;
  private final SessionCounters counters = new SessionCounters();
  private final Instant since;
  private final boolean probed;
  private final AtomicLong updates = new AtomicLong();
  private boolean over;

  EstablishedSession(
      SessionContext context,
      IoLoop loop,
      ShardSender sender,
      PeerInput input,
      Negotiated negotiated,
      Channel channel,
      Port port) {
    this.context = context;
    this.loop = loop;
    this.input = input;
    this.negotiated = negotiated;
    this.channel = channel;
    this.port = port;
    this.localAddress = localAddress(channel);
    this.since = context.clock().instant();
    this.probed = context.sockets().probe(channel, negotiated.holdTime());
    this.markers =
        new TableMarkers(
            port,
            sender,
            input.source(),
            negotiated.options().families(),
            negotiated.open().capabilities().value(CapabilityType.ENHANCED_ROUTE_REFRESH));
    this.pump = new OutboundPump(channel, input.source(), context.shards().count(), markers);
  }

  private static IpAddress localAddress(Channel channel) {
    return channel.localAddress() instanceof InetSocketAddress inet && inet.getAddress() != null
        ? IpAddress.of(inet.getAddress())
        : UNKNOWN;
  }

  RouteSource source() {
    return input.source();
  }

  Negotiated negotiated() {
    return negotiated;
  }

  SessionCounters counters() {
    return counters;
  }

  OutboundPump pump() {
    return pump;
  }

  /** UPDATEs received. Any thread. */
  long updates() {
    return updates.get();
  }

  /** The families of which the peer was told that it has everything. Any thread. */
  Set<AddressFamily> toldAll() {
    return markers.complete();
  }

  Instant since() {
    return since;
  }

  /** Whether it is watched that the peer answers. */
  boolean isProbed() {
    return probed;
  }

  // From the peer to the shards.

  void begin(PeerConfig peer) {
    loop.pumps().add(pump);
    if (probed) {
      loop.pulses().add(this);
    }
    input.up(
        peer.policy(),
        key(peer),
        counters,
        shard -> new SessionOutput(shard, loop.pumps(), pump, this));
  }

  void end(RoutesOnLoss routes) {
    leave();
    input.down(routes);
  }

  /** The speaker ends: nobody is told what becomes of the routes. */
  void leave() {
    over = true;
    loop.pumps().remove(pump);
    loop.pulses().remove(this);
    pump.close();
  }

  void changePolicy(PeerConfig peer) {
    input.changePolicy(peer.policy(), key(peer));
  }

  private ExportKey key(PeerConfig peer) {
    return new ExportKey(
        peer.template().kind(context.config().local().asn()),
        peer.template().seesAllGroups(),
        peer.visibleGroups(),
        peer.template().meshed() ? peer.peerGroup() : "",
        negotiated.options(),
        localAddress);
  }

  void onUpdate(Message.Update update, int octets) {
    input.add(update, octets);
    updates.lazySet(updates.getPlain() + 1);
    AddressFamily complete = update.endOfRib();
    if (complete != null) {
      input.endOfRib(complete, () -> onTaken(complete));
      port.onEndOfRib(complete);
    }
  }

  /** By a shard loop. */
  private void onTaken(AddressFamily complete) {
    counters.sawEndOfRib(complete);
    if (counters.endOfRib().containsAll(negotiated.options().families())) {
      port.onAnnouncedAll();
    }
  }

  /** Whether the peer has said nothing yet, not even that it has nothing to say. */
  boolean isSilent() {
    return !over && updates.getPlain() == 0;
  }

  /** Asks the peer to announce everything again. Whether it understands that (RFC 2918). */
  boolean askForAll() {
    negotiated.options().families().forEach(this::requestRefresh);
    return negotiated.open().capabilities().value(CapabilityType.ROUTE_REFRESH);
  }

  /** At the end of a read. */
  void submitUpdates() {
    input.submitUpdates();
  }

  /**
   * RFC 2918, section 4, and RFC 7313, section 5: families that were not negotiated and subtypes
   * that are not known are ignored.
   */
  void onRefresh(Message.RouteRefresh refresh) {
    refresh
        .family()
        .filter(negotiated.options()::carries)
        .ifPresent(family -> onRefresh(family, refresh.subtype()));
  }

  private void onRefresh(AddressFamily family, int subtype) {
    switch (subtype) {
      case Message.RouteRefresh.REQUEST -> {
        input.submitUpdates();
        markers.request();
      }
      // RFC 7313, section 4: these have a meaning only with the capability.
      case Message.RouteRefresh.BEGIN -> {
        if (marks()) {
          input.refreshBegins(family);
        }
      }
      case Message.RouteRefresh.END -> {
        if (marks()) {
          input.refreshEnds(family);
        }
      }
      default -> {}
    }
  }

  private boolean marks() {
    return negotiated.open().capabilities().value(CapabilityType.ENHANCED_ROUTE_REFRESH);
  }

  /** Asks for everything again. False when the peer does not know how (RFC 2918). */
  boolean askAgain() {
    boolean knows = negotiated.open().capabilities().value(CapabilityType.ROUTE_REFRESH);
    negotiated.options().families().forEach(this::requestRefresh);
    return knows;
  }

  // From the kernel.

  @Override
  public @Nullable TcpSigns signs() {
    return context.sockets().signs(channel);
  }

  @Override
  public void onFinding(Finding finding) {
    port.onFinding(finding);
  }

  // From the shards to the peer.

  @Override
  public boolean isOver() {
    return over;
  }

  @Override
  public void requestRefresh(AddressFamily family) {
    if (negotiated.open().capabilities().value(CapabilityType.ROUTE_REFRESH)) {
      port.send(Message.RouteRefresh.of(family, Message.RouteRefresh.REQUEST));
    }
  }

  @Override
  public void endForResources(String why) {
    port.on(new SessionEvent.Reset(NotificationCode.OUT_OF_RESOURCES.plain(), why));
  }

  @Override
  public void prefixLimitReached(AddressFamily family, PrefixLimit limit) {
    port.on(new SessionEvent.PrefixLimitReached(family, limit.maximum(), limit.restartSeconds()));
  }
}
