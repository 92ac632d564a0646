package io.podspan.bgpreflector.speaker.shards;

import io.netty.channel.Channel;
import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.CapabilityType;
import io.podspan.bgp.wire.Message;
import io.podspan.bgpreflector.reflect.ExportKey;
import io.podspan.bgpreflector.reflect.SessionCounters;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.output.LoopPumps;
import io.podspan.bgpreflector.speaker.output.OutboundPump;
import io.podspan.bgpreflector.speaker.output.SessionOutput;
import io.podspan.bgpreflector.speaker.output.TableMarkers;
import io.podspan.bgpreflector.speaker.session.Connection;
import io.podspan.bgpreflector.speaker.session.EstablishedSession;
import io.podspan.bgpreflector.speaker.session.PeerSession;
import io.podspan.bgpreflector.speaker.session.SessionContext;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** What a session says to the shards. Owned by the session's I/O loop. */
public final class PeerInput {
  private static final IpAddress UNKNOWN = IpAddress.ofIpv4(0);

  private final SessionContext context;
  private final LoopPumps lane;
  private final ShardSender inlet;
  private List<Message.Update> burst = new ArrayList<>();
  private int burstOctets;

  public PeerInput(SessionContext context, LoopPumps lane, ShardSender inlet) {
    this.context = context;
    this.lane = lane;
    this.inlet = inlet;
  }

  /** From now on there is a session. */
  public EstablishedSession up(
      PeerSession session, Connection link, Channel channel, Message.Open open, int holdTime) {
    PeerConfig peer = session.config();
    RouteSource source =
        new RouteSource(kind(peer), peer.address(), open.routerId(), peer.peerGroup());
    TableMarkers dumps =
        new TableMarkers(
            link,
            inlet,
            source,
            link.options().families(),
            open.capabilities().value(CapabilityType.ENHANCED_ROUTE_REFRESH));
    OutboundPump pump = new OutboundPump(channel, source, context.shards().count(), dumps);
    EstablishedSession up =
        new EstablishedSession(
            source,
            open,
            link.options(),
            localAddress(channel),
            holdTime,
            pump,
            dumps,
            new SessionCounters(),
            context.clock().instant());
    lane.add(pump);
    announce(peer, up, session, link);
    return up;
  }

  private void announce(
      PeerConfig peer, EstablishedSession up, PeerSession session, Connection link) {
    ExportKey key = key(peer, up);
    inlet.submitEach(
        shard ->
            new ShardCommand.Up(
                up.source(),
                peer.policy(),
                key,
                new SessionOutput(shard, session, link, up),
                up.counters()));
  }

  private RouteSource.Kind kind(PeerConfig peer) {
    return peer.template().kind(context.config().local().asn());
  }

  private ExportKey key(PeerConfig peer, EstablishedSession up) {
    return new ExportKey(
        kind(peer), peer.template().seesAllGroups(), peer.visibleGroups(), up.options(), up.localAddress());
  }

  private static IpAddress localAddress(Channel channel) {
    return channel.localAddress() instanceof InetSocketAddress inet && inet.getAddress() != null
        ? IpAddress.of(inet.getAddress())
        : UNKNOWN;
  }

  public void down(EstablishedSession ended) {
    flush(ended);
    lane.remove(ended.pump());
    ended.pump().close();
    inlet.submit(new ShardCommand.Down(ended.source()));
  }

  public void changePolicy(EstablishedSession up, PeerConfig peer) {
    inlet.submit(new ShardCommand.ChangePolicy(up.source(), peer.policy(), key(peer, up)));
  }

  public void add(Message.Update update, int octets) {
    burst.add(update);
    burstOctets += octets;
  }

  /** At the end of a read burst. */
  public void flush(EstablishedSession up) {
    if (!burst.isEmpty()) {
      inlet.submit(up.source(), burst, burstOctets);
      burst = new ArrayList<>();
      burstOctets = 0;
    }
  }

  /**
   * RFC 2918, section 4, and RFC 7313, section 5: families that were not negotiated and subtypes
   * that are not known are ignored.
   */
  public void refresh(EstablishedSession up, Message.RouteRefresh refresh) {
    refresh.family().filter(up.options()::carries).ifPresent(f -> refresh(up, f, refresh));
  }

  private void refresh(EstablishedSession up, AddressFamily family, Message.RouteRefresh refresh) {
    flush(up);
    switch (refresh.subtype()) {
      case Message.RouteRefresh.REQUEST -> up.dumps().request();
      case Message.RouteRefresh.BEGIN ->
          inlet.submit(new ShardCommand.RefreshBegins(up.source(), family));
      case Message.RouteRefresh.END ->
          inlet.submit(new ShardCommand.RefreshEnds(up.source(), family));
      default -> {}
    }
  }
}
