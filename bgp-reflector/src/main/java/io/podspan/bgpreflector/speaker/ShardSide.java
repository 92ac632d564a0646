package io.podspan.bgpreflector.speaker;

import io.netty.channel.Channel;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.IpAddress;
import io.podspan.bgp.wire.Message;
import io.podspan.bgpreflector.reflect.ExportKey;
import io.podspan.bgpreflector.reflect.SessionCounters;
import io.podspan.bgpreflector.rib.RouteSource;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** What a session says to the shards. Owned by the session's I/O loop. */
final class ShardSide {
  private static final IpAddress UNKNOWN = IpAddress.ofIpv4(0);

  private final SessionContext context;
  private final LoopLane lane;
  private final ShardInlet inlet;
  private List<Message.Update> burst = new ArrayList<>();
  private int burstOctets;

  ShardSide(SessionContext context, LoopLane lane, ShardInlet inlet) {
    this.context = context;
    this.lane = lane;
    this.inlet = inlet;
  }

  /** From now on there is a session. */
  Established up(PeerSession session, Link link, Channel channel, Message.Open open, int holdTime) {
    PeerConfig peer = session.config();
    RouteSource source =
        new RouteSource(kind(peer), peer.address(), open.routerId(), peer.cluster());
    Dumps dumps =
        new Dumps(
            link,
            inlet,
            source,
            link.options().families(),
            open.capabilities().enhancedRouteRefresh());
    OutboundPump pump = new OutboundPump(channel, source, context.shards().count(), dumps);
    Established up =
        new Established(
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

  private void announce(PeerConfig peer, Established up, PeerSession session, Link link) {
    ExportKey key = key(peer, up);
    inlet.submitEach(
        shard ->
            new ShardCommand.Up(
                up.source(),
                peer.policy(),
                key,
                new SessionOutlet(shard, session, link, up),
                up.counters()));
  }

  private RouteSource.Kind kind(PeerConfig peer) {
    return peer.template().kind(context.config().local().asn());
  }

  private ExportKey key(PeerConfig peer, Established up) {
    return new ExportKey(
        kind(peer), peer.template().everything(), peer.clusters(), up.options(), up.localAddress());
  }

  private static IpAddress localAddress(Channel channel) {
    return channel.localAddress() instanceof InetSocketAddress inet && inet.getAddress() != null
        ? IpAddress.of(inet.getAddress())
        : UNKNOWN;
  }

  void down(Established ended) {
    flush(ended);
    lane.remove(ended.pump());
    ended.pump().close();
    inlet.submit(new ShardCommand.Down(ended.source()));
  }

  void changePolicy(Established up, PeerConfig peer) {
    inlet.submit(new ShardCommand.ChangePolicy(up.source(), peer.policy(), key(peer, up)));
  }

  void add(Message.Update update, int octets) {
    burst.add(update);
    burstOctets += octets;
  }

  /** At the end of a read burst. */
  void flush(Established up) {
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
  void refresh(Established up, Message.RouteRefresh refresh) {
    refresh.family().filter(up.options()::carries).ifPresent(f -> refresh(up, f, refresh));
  }

  private void refresh(Established up, AddressFamily family, Message.RouteRefresh refresh) {
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
