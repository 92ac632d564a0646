package io.podspan.bgpreflector.speaker;

import io.netty.channel.Channel;
import io.podspan.bgpreflector.reflect.ExportKey;
import io.podspan.bgpreflector.reflect.SessionCounters;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.wire.AddressFamily;
import io.podspan.bgpreflector.wire.Ipv4Address;
import io.podspan.bgpreflector.wire.Message;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a session says to the shard. Owned by the session's I/O loop. */
final class ShardSide {
  private static final int REQUEST = 0;

  private final SessionContext context;
  private final ShardInlet inlet;
  private List<Message.Update> burst = new ArrayList<>();

  ShardSide(SessionContext context, ShardInlet inlet) {
    this.context = context;
    this.inlet = inlet;
  }

  /** From now on there is a session. */
  Established up(
      PeerSession session, Link link, Channel channel, Message.Open open, int holdTime) {
    PeerConfig peer = session.config();
    RouteSource source =
        new RouteSource(
            peer.template().kind(context.config().local().asn()),
            (int) (peer.address().high() >>> 32),
            open.routerId(),
            peer.cluster());
    Established up =
        new Established(
            source,
            new Ipv4Address(open.routerId()),
            open.capabilities().intersection(),
            Set.of(AddressFamily.IPV4_UNICAST),
            localAddress(channel),
            open.capabilities().routeRefresh(),
            holdTime,
            new OutboundPump(channel, source),
            new SessionCounters(),
            context.clock().instant());
    SessionOutlet outlet = new SessionOutlet(session, link, up);
    inlet.submit(
        new ShardCommand.Up(source, peer.policy(), key(peer, up), outlet, up.counters()));
    return up;
  }

  private ExportKey key(PeerConfig peer, Established up) {
    RouteSource.Kind kind = peer.template().kind(context.config().local().asn());
    return new ExportKey(kind, peer.clusters(), up.options(), up.localAddress());
  }

  private static int localAddress(Channel channel) {
    SocketAddress local = channel.localAddress();
    return local instanceof InetSocketAddress inet && inet.getAddress() != null
        ? Ipv4Address.parse(inet.getAddress().getHostAddress()).map(Ipv4Address::bits).orElse(0)
        : 0;
  }

  void down(Established ended) {
    flush(ended);
    inlet.submit(new ShardCommand.Down(ended.source()));
  }

  void changePolicy(Established up, PeerConfig peer) {
    inlet.submit(new ShardCommand.ChangePolicy(up.source(), peer.policy(), key(peer, up)));
  }

  void add(Message.Update update) {
    burst.add(update);
  }

  /** At the end of a read burst. */
  void flush(Established up) {
    if (!burst.isEmpty()) {
      inlet.submit(new ShardCommand.Updates(up.source(), burst));
      burst = new ArrayList<>();
    }
  }

  /** RFC 2918, section 4, and RFC 7313, section 5: what means nothing here is ignored. */
  void refresh(Established up, Message.RouteRefresh refresh) {
    Optional<AddressFamily> family = AddressFamily.of(refresh.afi(), refresh.safi());
    boolean ours = family.filter(AddressFamily.IPV4_UNICAST::equals).isPresent();
    if (ours && refresh.subtype() == REQUEST) {
      flush(up);
      inlet.submit(new ShardCommand.Refresh(up.source()));
    }
  }
}
