package io.podspan.bgpreflector.speaker;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import io.podspan.bgpreflector.fsm.Collision;
import io.podspan.bgpreflector.fsm.SessionEvent;
import io.podspan.bgpreflector.fsm.SessionMachine;
import io.podspan.bgpreflector.fsm.SessionPolicy;
import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.reflect.ExportKey;
import io.podspan.bgpreflector.reflect.Outlet;
import io.podspan.bgpreflector.reflect.Segment;
import io.podspan.bgpreflector.reflect.SessionCounters;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.wire.AddressFamily;
import io.podspan.bgpreflector.wire.Ipv4Address;
import io.podspan.bgpreflector.wire.Message;
import io.podspan.bgpreflector.wire.NotificationCode;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One configured peer: its machine, one link, and for the time of a collision a second one.
 * Everything but {@link #snapshot} runs on its I/O loop.
 */
final class PeerSession {
  private static final long LINGER_MILLIS = 1000;

  private final SessionContext context;
  private final EventLoop loop;
  private final ShardInlet inlet;
  private final PeerJournal journal;
  private volatile PeerConfig config;
  private SessionMachine machine;
  private Link primary;
  private @Nullable Link contender;
  private List<Message.Update> burst = new ArrayList<>();
  private boolean paused;

  PeerSession(SessionContext context, EventLoop loop, PeerConfig config) {
    this.context = context;
    this.loop = loop;
    this.config = config;
    this.machine = machineFor(config);
    this.inlet = new ShardInlet(context.shard(), loop, this::pauseReading);
    this.journal = new PeerJournal(context.clock());
    this.primary = new Link(this);
  }

  private SessionMachine machineFor(PeerConfig peer) {
    SpeakerConfig speaker = context.config();
    return new SessionMachine(
        new SessionPolicy(
            speaker.local().asn(),
            speaker.local().routerId(),
            peer.asn(),
            speaker.holdTime(),
            peer.dial(),
            speaker.connectRetry()));
  }

  EventLoop loop() {
    return loop;
  }

  LongSupplier nanos() {
    return context.nanos();
  }

  SessionMachine machine() {
    return machine;
  }

  PeerConfig config() {
    return config;
  }

  PeerSnapshot snapshot() {
    return journal.snapshot(config);
  }

  // From outside, by way of the loop.

  void start() {
    primary.on(new SessionEvent.Start());
  }

  void stop(NotificationCode code) {
    if (contender != null) {
      contender.on(new SessionEvent.Stop(code));
    }
    primary.on(new SessionEvent.Stop(code));
  }

  /** A connection that the peer opened. */
  void admit(Channel channel) {
    Link link = linkForIncoming();
    if (link == null) {
      channel.unsafe().closeForcibly();
      return;
    }
    link.adopt(channel, false);
    attach(channel, link);
  }

  /** Which link takes an incoming connection; null after it was refused. */
  private @Nullable Link linkForIncoming() {
    return switch (primary.state()) {
      case IDLE -> refuse(RefusalReason.IDLE_HOLD);
      case CONNECT, ACTIVE -> primary;
      case ESTABLISHED -> {
        // Were the peer to have started anew, its kernel would reset the old connection on hearing
        // of it.
        primary.send(Message.Keepalive.INSTANCE);
        yield refuse(RefusalReason.ALREADY_ESTABLISHED);
      }
      case OPEN_SENT, OPEN_CONFIRM -> newContender();
    };
  }

  private @Nullable Link refuse(RefusalReason reason) {
    context.refusals().note(config.address(), reason);
    return null;
  }

  private Link newContender() {
    if (contender != null) {
      contender.on(new SessionEvent.CollisionLost());
    }
    Link link = new Link(this);
    contender = link;
    link.listen();
    return link;
  }

  private void attach(Channel channel, Link link) {
    channel.pipeline().addLast(new FrameDecoder(link), new LinkHandler(this, link));
    context.registrar().register(channel, loop);
  }

  void reconfigure(PeerConfig next) {
    PeerConfig before = config;
    config = next;
    boolean same =
        before.asn() == next.asn()
            && before.client() == next.client()
            && before.cluster().equals(next.cluster());
    if (!same) {
      stop(NotificationCode.OTHER_CONFIGURATION_CHANGE);
      machine = machineFor(next);
      start();
    } else if (before.dial() != next.dial() || before.dialPort() != next.dialPort()) {
      machine = machineFor(next);
      redial();
    }
    Established established = primary.established();
    if (same && established != null) {
      inlet.submit(
          new ShardCommand.ChangePolicy(
              established.source(), next.policy(), key(next, established)));
    }
  }

  private void redial() {
    if (primary.state() == SessionState.ACTIVE || primary.state() == SessionState.CONNECT) {
      primary.on(new SessionEvent.Stop(NotificationCode.OTHER_CONFIGURATION_CHANGE));
      start();
    }
  }

  private ExportKey key(PeerConfig peer, Established established) {
    RouteSource.Kind kind = peer.kind(context.config().local().asn());
    return new ExportKey(kind, peer.clusters(), established.options(), established.localAddress());
  }

  // From the links.

  void dial(Link link) {
    InetSocketAddress target =
        new InetSocketAddress(config.address().toString(), config.dialPort());
    Channel channel =
        context
            .registrar()
            .connect(
                loop,
                target,
                new FrameDecoder(link),
                new LinkHandler(this, link),
                (failed, why) -> onDialFailed(link, failed, why));
    link.adopt(channel, true);
  }

  private static void onDialFailed(Link link, Channel failed, String why) {
    // The link may be on with another attempt, or with a connection of the peer's.
    if (link.uses(failed)) {
      link.on(new SessionEvent.TcpFailed(why));
    }
  }

  /** RFC 4271, section 6.8: decided as soon as the peer's identifier is known. */
  @SuppressWarnings("ReferenceEquality") // links are places
  boolean losesTo(Link link, Message.Open open) {
    Link second = contender;
    if (second == null) {
      return false;
    }
    Link loser = loser(second, open);
    if (loser == link) {
      return true;
    }
    loser.on(new SessionEvent.CollisionLost());
    return false;
  }

  private Link loser(Link second, Message.Open open) {
    if (primary.state() == SessionState.ESTABLISHED) {
      return second;
    }
    if (primary.isOurs() == second.isOurs()) {
      // Both of the peer's making: it has forgotten the older one.
      return primary;
    }
    boolean keepOurs = Collision.resolve(machine.policy(), open.routerId()) == Collision.KEEP_OURS;
    return primary.isOurs() == keepOurs ? second : primary;
  }

  /** After every event: whoever is left becomes the primary link. */
  void settle() {
    Link second = contender;
    if (second != null && second.state() == SessionState.IDLE) {
      second.dispose();
      contender = null;
    } else if (second != null && !isConnected(primary)) {
      primary.dispose();
      primary = second;
      contender = null;
    }
    journal.state(primary.state());
  }

  private static boolean isConnected(Link link) {
    return switch (link.state()) {
      case IDLE, CONNECT, ACTIVE -> false;
      case OPEN_SENT, OPEN_CONFIRM, ESTABLISHED -> true;
    };
  }

  Established establish(Link link, Channel channel, Message.Open open, int holdTime) {
    Ipv4Address routerId = new Ipv4Address(open.routerId());
    PeerConfig peer = config;
    RouteSource.Kind kind = peer.kind(context.config().local().asn());
    RouteSource source =
        new RouteSource(kind, peer.address().bits(), open.routerId(), peer.cluster());
    Established up =
        new Established(
            source,
            routerId,
            open.capabilities().intersection(),
            localAddress(channel),
            open.capabilities().routeRefresh(),
            holdTime,
            new OutboundPump(channel, source),
            new SessionCounters(),
            context.clock().instant());
    inlet.submit(
        new ShardCommand.Up(
            source, peer.policy(), key(peer, up), new LinkOutlet(link, up), up.counters()));
    journal.established(up);
    context.listener().onEstablished(peer, routerId, holdTime);
    return up;
  }

  private static int localAddress(Channel channel) {
    SocketAddress local = channel.localAddress();
    return local instanceof InetSocketAddress inet && inet.getAddress() != null
        ? Ipv4Address.parse(inet.getAddress().getHostAddress()).map(Ipv4Address::bits).orElse(0)
        : 0;
  }

  void onDown(Established ended, String why) {
    submitUpdates(ended);
    inlet.submit(new ShardCommand.Down(ended.source()));
    journal.failed(why);
    context
        .listener()
        .onLost(config, why, Duration.between(ended.since(), context.clock().instant()));
  }

  void onAttemptFailed(String why) {
    journal.failed(why);
  }

  void onUpdate(Message.Update update) {
    burst.add(update);
    journal.countUpdate();
  }

  void onRefresh(Established established, Message.RouteRefresh refresh) {
    // RFC 2918, section 4, and RFC 7313: other families and the marks of others mean nothing here.
    boolean plain = refresh.subtype() == 0;
    boolean ours =
        AddressFamily.of(refresh.afi(), refresh.safi())
            .filter(AddressFamily.IPV4_UNICAST::equals)
            .isPresent();
    if (plain && ours) {
      inlet.submit(new ShardCommand.Refresh(established.source()));
    }
  }

  /** At the end of a read burst. */
  void submitUpdates() {
    Established established = primary.established();
    if (established != null) {
      submitUpdates(established);
    }
  }

  private void submitUpdates(Established established) {
    if (!burst.isEmpty()) {
      inlet.submit(new ShardCommand.Updates(established.source(), burst));
      burst = new ArrayList<>();
    }
  }

  boolean isReadingPaused() {
    return paused;
  }

  private void pauseReading(boolean pause) {
    paused = pause;
    primary.pauseReading(pause);
    if (contender != null) {
      contender.pauseReading(pause);
    }
  }

  /** Lets the peer read what was sent before it sees the end, but not for ever. */
  void closeGently(Channel channel) {
    if (!channel.isActive()) {
      abandon(channel);
      return;
    }
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            (ChannelFutureListener) written -> context.registrar().finishOutput(written.channel()));
    loop.schedule(() -> channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** An attempt to connect that nobody waits for any more. */
  private static void abandon(Channel channel) {
    if (channel.isRegistered()) {
      channel.close();
    } else {
      channel.unsafe().closeForcibly();
    }
  }

  /** The shard's way to this session's socket. */
  private final class LinkOutlet implements Outlet {
    private final Link link;
    private final Established up;

    private LinkOutlet(Link link, Established up) {
      this.link = link;
      this.up = up;
    }

    @Override
    public void append(Segment segment) {
      loop.execute(() -> up.pump().append(segment));
    }

    @Override
    public void wake() {
      up.pump().wake();
    }

    @Override
    public void requestRefresh() {
      loop.execute(
          () -> {
            if (isCurrent() && up.refreshable()) {
              link.send(
                  new Message.RouteRefresh(
                      AddressFamily.IPV4_UNICAST.afi(), 0, AddressFamily.IPV4_UNICAST.safi()));
            }
          });
    }

    @Override
    public void shed(String why) {
      loop.execute(
          () -> {
            if (isCurrent()) {
              link.on(new SessionEvent.Reset(NotificationCode.OUT_OF_RESOURCES, why));
            }
          });
    }

    private boolean isCurrent() {
      return up.equals(link.established());
    }
  }
}
