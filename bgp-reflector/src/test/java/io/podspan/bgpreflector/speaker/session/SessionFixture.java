package io.podspan.bgpreflector.speaker.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Ipv4Address;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Capabilities;
import io.podspan.bgp.wire.CapabilityType;
import io.podspan.bgp.wire.Decoded;
import io.podspan.bgp.wire.FrameHeader;
import io.podspan.bgp.wire.GracefulRestart;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.MessageDecoder;
import io.podspan.bgp.wire.MessageEncoder;
import io.podspan.bgp.wire.WireOptions;
import io.podspan.bgpreflector.reflect.EngineStatistics;
import io.podspan.bgpreflector.reflect.ImportPolicy;
import io.podspan.bgpreflector.reflect.LocalSpeaker;
import io.podspan.bgpreflector.reflect.PrefixLimit;
import io.podspan.bgpreflector.reflect.ReflectionEngine;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.config.RestartConfig;
import io.podspan.bgpreflector.speaker.config.SessionLimits;
import io.podspan.bgpreflector.speaker.config.SpeakerConfig;
import io.podspan.bgpreflector.speaker.listen.PeerDirectory;
import io.podspan.bgpreflector.speaker.pulse.TcpSigns;
import io.podspan.bgpreflector.speaker.report.Identifiers;
import io.podspan.bgpreflector.speaker.report.RecordingListener;
import io.podspan.bgpreflector.speaker.report.Refusals;
import io.podspan.bgpreflector.speaker.report.SessionCounts;
import io.podspan.bgpreflector.speaker.report.Verdicts;
import io.podspan.bgpreflector.speaker.shards.ShardCommand;
import io.podspan.bgpreflector.speaker.shards.ShardLoop;
import io.podspan.bgpreflector.speaker.shards.Shards;
import io.podspan.bgpreflector.speaker.sockets.IoLoop;
import io.podspan.bgpreflector.speaker.sockets.Sockets;
import io.podspan.bgpreflector.speaker.timers.SendProgress;
import io.podspan.bgpreflector.speaker.timers.TimerWheel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sessions on embedded channels, a shard stepped by hand, and a clock that stands still until told.
 */
public final class SessionFixture {
  public static final int US = Ipv4Address.of("192.0.2.100").bits();
  public static final WireOptions FOUR_OCTETS =
      new WireOptions(true, true, Set.of(AddressFamily.IPV4_UNICAST));
  public static final Capabilities CAPABILITIES =
      Capabilities.ours(64512, Set.of(AddressFamily.IPV4_UNICAST));

  public final RecordingListener listener = new RecordingListener();
  public final EngineStatistics statistics = new EngineStatistics();
  public final LocalSpeaker local = new LocalSpeaker(64512, US, US);
  private final ReflectionEngine engine =
      new ReflectionEngine(local, listener, statistics, ReflectionEngine.DEFAULT_MAX_LAG);
  public final Shards shards = new Shards(1, _ -> engine);
  public final ShardLoop shard = shards.get(0);
  public final List<EmbeddedChannel> dialled = new ArrayList<>();
  public final List<PeerConfig> protectedPeers = new ArrayList<>();
  private final List<EmbeddedChannel> clocks = new ArrayList<>();
  private long nanos;
  public final Refusals refusals = new Refusals(listener, this::now);
  public final SessionCounts counts = new SessionCounts();
  public final HalfOpen halfOpen = new HalfOpen(SessionLimits.DEFAULT.halfOpen());
  public SendProgress progress = new SendProgress(false, 0);

  /** What the kernel says of every connection; null where nothing is probed. */
  public @Nullable TcpSigns signs;

  public final Recovery recovery;
  public final SessionContext context;
  public final PeerDirectory directory;

  public SessionFixture() {
    this(RestartConfig.DEFAULT);
  }

  SessionFixture(RestartConfig restart) {
    recovery = new Recovery(restart, this::releaseEndOfRib);
    if (recovery.isUnderway()) {
      engine.holdEndOfRib();
    }
    SpeakerConfig config =
        new SpeakerConfig(local, List.of(IpAddress.of("192.0.2.100")), 0, 90, 5, Set.of(), 1);
    context =
        new SessionContext(
            config.with(restart),
            shards,
            listener,
            refusals,
            new Verdicts(listener, this::now),
            new Identifiers(listener, this::now),
            counts,
            halfOpen,
            new SessionFrames(),
            new EmbeddedRegistrar(),
            this::now,
            () -> 1,
            recovery,
            new java.util.concurrent.atomic.AtomicReference<>());
    directory = new PeerDirectory(context, this::loop);
  }

  private void releaseEndOfRib() {
    shards.offerToAll(new ShardCommand.ReleaseEndOfRib());
  }

  private Instant now() {
    return Instant.EPOCH.plusNanos(nanos);
  }

  public PeerSession session(PeerConfig config) {
    PeerSession session = new PeerSession(context, loop(), config, 0, null);
    session.start();
    return session;
  }

  private IoLoop loop() {
    EmbeddedChannel clock = new EmbeddedChannel();
    clock.freezeTime();
    clocks.add(clock);
    return IoLoop.of(clock.eventLoop(), () -> nanos);
  }

  public static PeerConfig peer(String address, String... clusters) {
    ImportPolicy policy =
        ImportPolicy.of(
            List.of(Prefix.of("10.0.0.0/8")),
            Set.of(IpAddress.of(address)),
            PrefixLimit.rejecting(100));
    Set<String> visible = clusters.length == 0 ? Set.of("paris") : Set.of(clusters);
    return new PeerConfig(
        IpAddress.of(address), 64512, "paris", "node", true, policy, visible, false, 179);
  }

  public static int bits(String address) {
    return Ipv4Address.of(address).bits();
  }

  /** That has to go when it announces more, and for how long. */
  public static PeerConfig limited(String address, int prefixes, int restartSeconds) {
    PeerConfig p = peer(address);
    ImportPolicy policy =
        ImportPolicy.of(
            p.policy().allowed(),
            p.policy().nextHops(),
            new PrefixLimit(prefixes, 100, PrefixLimit.OnExceeded.RESET, restartSeconds));
    return new PeerConfig(
        p.address(),
        p.asn(),
        p.peerGroup(),
        p.label(),
        true,
        policy,
        p.visibleGroups(),
        false,
        179);
  }

  public static PeerConfig dialling(String address) {
    PeerConfig p = peer(address);
    return new PeerConfig(
        p.address(),
        p.asn(),
        p.peerGroup(),
        p.label(),
        true,
        p.policy(),
        p.visibleGroups(),
        true,
        179);
  }

  /** A connection that the peer opens. */
  public EmbeddedChannel connect(PeerSession session) {
    EmbeddedChannel channel = new EmbeddedChannel();
    session.admit(channel);
    return channel;
  }

  public EmbeddedChannel establish(PeerSession session) {
    EmbeddedChannel channel = connect(session);
    receive(channel, open(bits(session.config().address().toString())));
    receive(channel, Message.Keepalive.INSTANCE);
    turn();
    return channel;
  }

  public static Message.Open open(int routerId) {
    return new Message.Open(4, 64512, 30, routerId, CAPABILITIES);
  }

  /** Of a peer that restarts gracefully. */
  static Message.Open open(int routerId, GracefulRestart restart) {
    return new Message.Open(
        4,
        64512,
        30,
        routerId,
        CAPABILITIES.with(CapabilityType.GRACEFUL_RESTART, Optional.of(restart)));
  }

  EmbeddedChannel establish(PeerSession session, GracefulRestart restart) {
    EmbeddedChannel channel = connect(session);
    receive(channel, open(bits(session.config().address().toString()), restart));
    receive(channel, Message.Keepalive.INSTANCE);
    turn();
    return channel;
  }

  public static void receive(EmbeddedChannel channel, Message message) {
    receive(channel, MessageEncoder.encode(message, FOUR_OCTETS));
  }

  public static void receive(EmbeddedChannel channel, byte[] bytes) {
    channel.writeInbound(Unpooled.wrappedBuffer(bytes));
  }

  /** Lets the shard work and the loops do what it asked of them. */
  public void turn() {
    while (shard.turn()) {
      // Until nothing is left.
    }
    runLoops();
  }

  public void runLoops() {
    List.copyOf(clocks).forEach(EmbeddedChannel::runPendingTasks);
  }

  public void advance(int seconds) {
    for (int i = 0; i < 10 * seconds; i++) {
      nanos += TimerWheel.TICK_NANOS;
      for (EmbeddedChannel clock : List.copyOf(clocks)) {
        clock.advanceTimeBy(TimerWheel.TICK_NANOS, TimeUnit.NANOSECONDS);
        clock.runScheduledPendingTasks();
        clock.runPendingTasks();
      }
    }
  }

  /** What was sent on this channel since the last call. */
  public static List<Decoded> sent(EmbeddedChannel channel) {
    channel.runPendingTasks();
    ByteBuf all = Unpooled.buffer();
    ByteBuf next;
    while ((next = channel.readOutbound()) != null) {
      all.writeBytes(next);
      next.release();
    }
    List<Decoded> messages = new ArrayList<>();
    while (all.isReadable()) {
      int length = all.getUnsignedShort(all.readerIndex() + FrameHeader.MARKER);
      messages.add(MessageDecoder.decode(all.readSlice(length), FOUR_OCTETS, true));
    }
    return messages;
  }

  private final class EmbeddedRegistrar implements Sockets {
    @Override
    public boolean isTooFar(Channel channel, PeerConfig peer) {
      return false;
    }

    @Override
    public boolean protect(Channel channel, PeerConfig peer) {
      protectedPeers.add(peer);
      return true;
    }

    @Override
    public void changePassword(Channel channel, PeerConfig peer) {
      protectedPeers.add(peer);
    }

    @Override
    public SendProgress progress(Channel channel) {
      return progress;
    }

    @Override
    public boolean probe(Channel channel, int holdTime) {
      return signs != null;
    }

    @Override
    public @Nullable TcpSigns signs(Channel channel) {
      return signs;
    }

    @Override
    public void abort(Channel channel) {
      channel.close();
    }

    @Override
    public void register(Channel channel, IoLoop loop) {
      // Embedded channels are born registered.
    }

    @Override
    public Channel connect(
        IoLoop loop,
        PeerConfig peer,
        ChannelHandler handler,
        BiConsumer<Channel, String> onFailed) {
      EmbeddedChannel channel = new EmbeddedChannel(false, false);
      channel.pipeline().addLast(handler);
      dialled.add(channel);
      return channel;
    }

    @Override
    public void finishOutput(Channel channel) {
      channel.close();
    }
  }
}
