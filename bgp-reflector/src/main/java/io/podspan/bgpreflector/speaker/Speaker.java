package io.podspan.bgpreflector.speaker;

import io.netty.channel.Channel;
import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.FaultReason;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.NotificationCode;
import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.reflect.AnnouncedRoutes;
import io.podspan.bgpreflector.reflect.EngineStatistics;
import io.podspan.bgpreflector.reflect.EngineTotals;
import io.podspan.bgpreflector.reflect.HeardRoute;
import io.podspan.bgpreflector.reflect.LocalSpeaker;
import io.podspan.bgpreflector.reflect.ReflectionEngine;
import io.podspan.bgpreflector.reflect.RoutePage;
import io.podspan.bgpreflector.reflect.RouteQuery;
import io.podspan.bgpreflector.reflect.SentRoute;
import io.podspan.bgpreflector.reflect.SentRoutes;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.config.PeerRange;
import io.podspan.bgpreflector.speaker.config.SpeakerConfig;
import io.podspan.bgpreflector.speaker.keys.Keyring;
import io.podspan.bgpreflector.speaker.listen.Acceptor;
import io.podspan.bgpreflector.speaker.listen.AnnouncingPeer;
import io.podspan.bgpreflector.speaker.listen.ListenerChannel;
import io.podspan.bgpreflector.speaker.listen.PeerDirectory;
import io.podspan.bgpreflector.speaker.listen.PeerPage;
import io.podspan.bgpreflector.speaker.listen.PeerQuery;
import io.podspan.bgpreflector.speaker.report.Identifiers;
import io.podspan.bgpreflector.speaker.report.OpenFault;
import io.podspan.bgpreflector.speaker.report.RefusalReason;
import io.podspan.bgpreflector.speaker.report.Refusals;
import io.podspan.bgpreflector.speaker.report.SessionCount;
import io.podspan.bgpreflector.speaker.report.SessionCounts;
import io.podspan.bgpreflector.speaker.report.SpeakerListener;
import io.podspan.bgpreflector.speaker.report.Verdicts;
import io.podspan.bgpreflector.speaker.session.HalfOpen;
import io.podspan.bgpreflector.speaker.session.PeerSession;
import io.podspan.bgpreflector.speaker.session.PeerSnapshot;
import io.podspan.bgpreflector.speaker.session.Recovery;
import io.podspan.bgpreflector.speaker.session.SessionContext;
import io.podspan.bgpreflector.speaker.session.SessionFrames;
import io.podspan.bgpreflector.speaker.session.ToldPeer;
import io.podspan.bgpreflector.speaker.shards.ShardCommand;
import io.podspan.bgpreflector.speaker.shards.Shards;
import io.podspan.bgpreflector.speaker.sockets.IoLoop;
import io.podspan.bgpreflector.speaker.sockets.KernelSockets;
import io.podspan.bgpreflector.speaker.sockets.LocalAddresses;
import io.podspan.bgpreflector.speaker.sockets.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The front of the engine: listeners, I/O loops and shards. Any thread may call it. Only start and
 * close block.
 */
public final class Speaker implements AutoCloseable {
  private static final long SHUTDOWN_MILLIS = 1500;
  private static final long RETRY_MILLIS = 1;

  /** A peer repeats its SYN after 1, 3 and 7 s: it meets both keys. */
  private static final long KEY_TURN_MILLIS = 3_000;

  private final SpeakerConfig config;
  private final Transport transport;
  private final EngineTotals statistics;
  private final Shards shards;
  private final Refusals refusals;
  private final Recovery recovery;
  private final Verdicts verdicts;
  private final SessionCounts counts = new SessionCounts();
  private final HalfOpen halfOpen;
  private final Keyring keyring;
  private final PeerDirectory peers;
  private final AtomicInteger nextLoop = new AtomicInteger();
  private final List<Channel> listeners = new ArrayList<>();

  /** Guarded by this. */
  private boolean takingTurns;

  private Speaker(SpeakerConfig config, SpeakerListener listener, InstantSource clock) {
    this.config = config;
    this.transport = Transport.open(config.ioLoops());
    List<EngineStatistics> perShard =
        Stream.generate(EngineStatistics::new).limit(config.shards()).toList();
    this.statistics = new EngineTotals(perShard);
    LocalSpeaker self = config.local().at(LocalAddresses.of(config.listen()));
    this.shards = new Shards(config.shards(), shard -> engine(self, listener, perShard.get(shard)));
    this.recovery = new Recovery(config.restart(), this::releaseEndOfRib);
    this.refusals = new Refusals(listener, clock);
    this.verdicts = new Verdicts(listener, clock);
    this.halfOpen = new HalfOpen(config.limits().halfOpen());
    this.keyring = new Keyring(transport.isNative());
    SessionContext context =
        new SessionContext(
            config,
            shards,
            listener,
            refusals,
            verdicts,
            new Identifiers(listener, clock),
            counts,
            halfOpen,
            new SessionFrames(),
            new KernelSockets(transport, dialFrom(config)),
            clock,
            () -> ThreadLocalRandom.current().nextDouble(0.75, 1),
            recovery,
            new AtomicReference<>());
    this.peers = new PeerDirectory(context, this::nextLoop);
  }

  private ReflectionEngine engine(
      LocalSpeaker self, SpeakerListener listener, EngineStatistics counters) {
    ReflectionEngine engine =
        new ReflectionEngine(self, listener, counters, ReflectionEngine.DEFAULT_MAX_LAG);
    if (config.restart().isRestart()) {
      engine.holdEndOfRib();
    }
    return engine;
  }

  /** The shards may be busy: this is asked of them until all have taken it. */
  private void releaseEndOfRib() {
    if (!shards.offerToAll(new ShardCommand.ReleaseEndOfRib())) {
      later(this::releaseEndOfRib, RETRY_MILLIS);
    }
  }

  private void later(Runnable task, long millis) {
    transport.loops().getFirst().events().schedule(task, millis, TimeUnit.MILLISECONDS);
  }

  private IoLoop nextLoop() {
    List<IoLoop> loops = transport.loops();
    return loops.get(Math.floorMod(nextLoop.getAndIncrement(), loops.size()));
  }

  /**
   * Listens. No connection is accepted before {@link #configure}.
   *
   * @throws IOException when an address cannot be listened on
   */
  public static Speaker start(SpeakerConfig config, SpeakerListener listener) throws IOException {
    Speaker speaker = new Speaker(config, listener, InstantSource.system());
    speaker.shards.start();
    if (speaker.recovery.isUnderway()) {
      speaker.later(
          speaker.recovery::end, TimeUnit.SECONDS.toMillis(config.restart().deferralSeconds()));
    }
    speaker.originate(config.originate());
    try {
      for (IpAddress address : config.listen()) {
        speaker.listen(address);
      }
    } catch (IOException failed) {
      speaker.close();
      throw failed;
    }
    return speaker;
  }

  private static List<IpAddress> dialFrom(SpeakerConfig config) {
    return config.listen().stream()
        .filter(address -> !address.toInetAddress().isAnyLocalAddress())
        .toList();
  }

  private void listen(IpAddress address) throws IOException {
    Channel listener = ListenerChannel.bind(transport, address, config.port(), new Acceptor(peers));
    listeners.add(listener);
    keyring.add(listener);
  }

  /**
   * Takes over these peers and ranges, in place of the former ones. Sessions of peers that stay go
   * on. Of ranges that overlap, the longest prefix counts; a peer counts before any range.
   *
   * @throws IllegalArgumentException when this system cannot follow the configuration; the former
   *     one is still in force then
   */
  public synchronized void configure(List<PeerConfig> nextPeers, List<PeerRange> nextRanges) {
    keyring.replace(nextPeers, nextRanges);
    peers.replace(nextPeers, nextRanges);
    if (keyring.hasOthers() && !takingTurns) {
      takingTurns = true;
      later(this::takeTurns, KEY_TURN_MILLIS);
    }
  }

  /** While peers may have one of two keys. */
  private synchronized void takeTurns() {
    takingTurns = keyring.hasOthers() && isListening();
    if (takingTurns) {
      // First, so that a turn that the kernel refuses is not the last one.
      later(this::takeTurns, KEY_TURN_MILLIS);
      keyring.takeTurns(peers::isWaiting);
    }
  }

  public void configure(List<PeerConfig> nextPeers) {
    configure(nextPeers, List.of());
  }

  /**
   * Ends the session of this peer; it may come back at once (RFC 4486: administrative reset).
   *
   * @param text for the peer's operator (RFC 9003), may be empty
   * @return whether there is such a peer
   */
  public boolean reset(IpAddress peer, String text) {
    return tell(peer, session -> session.reset(text));
  }

  /**
   * Ends the session of this peer and takes no other from it until {@link #clear}.
   *
   * @param text for the peer's operator (RFC 9003), may be empty
   * @return whether there is such a peer
   */
  public boolean shutdown(IpAddress peer, String text) {
    Message.Notification notification = NotificationCode.ADMINISTRATIVE_SHUTDOWN.saying(text);
    return tell(peer, session -> session.stop(notification));
  }

  /**
   * Ends whatever pause this peer is in: after errors, over its prefix limit, or shut down.
   *
   * @return whether there is such a peer
   */
  public boolean clear(IpAddress peer) {
    return tell(peer, PeerSession::clear);
  }

  private boolean tell(IpAddress peer, Consumer<PeerSession> what) {
    Optional<PeerSession> found = peers.find(peer);
    found.ifPresent(session -> session.loop().execute(() -> what.accept(session)));
    return found.isPresent();
  }

  /** Exactly these routes start here from now on. */
  public void originate(Set<Prefix> prefixes) {
    shards.offerToAll(new ShardCommand.Originate(prefixes));
  }

  /** The port that is listened on, for those who asked for any. */
  public int port() {
    return listeners.isEmpty()
        ? 0
        : ((InetSocketAddress) listeners.getFirst().localAddress()).getPort();
  }

  public boolean isListening() {
    return !listeners.isEmpty() && listeners.stream().allMatch(Channel::isActive);
  }

  /** What broke the routing table, null while it works. */
  public @Nullable Throwable failure() {
    return shards.failure();
  }

  public List<PeerSnapshot> peers() {
    return peers.snapshots();
  }

  public PeerPage peers(PeerQuery query) {
    return peers.page(query);
  }

  public Map<SessionState, Integer> peersByState() {
    return peers.countsByState();
  }

  /** Fails at once when the shard is too busy to be asked. */
  public CompletableFuture<RoutePage> routes(RouteQuery query) {
    return shards.routes(query);
  }

  /** The peers with the marks of what they have announced. */
  public List<AnnouncingPeer> announcing() {
    return peers.announcing();
  }

  /**
   * What is taken of a peer's announcements. Fails at once when a shard is too busy to be asked.
   *
   * @param atMost how many prefixes are listed
   */
  public CompletableFuture<AnnouncedRoutes> announced(IpAddress peer, int atMost) {
    return peers
        .find(peer)
        .map(PeerSession::source)
        .map(source -> shards.announced(source, atMost))
        .orElseGet(() -> CompletableFuture.completedFuture(AnnouncedRoutes.NONE));
  }

  /**
   * What a peer has said of this prefix; nothing where it is not known. Fails at once when a shard
   * is too busy to be asked.
   */
  public CompletableFuture<HeardRoute> heard(IpAddress peer, Prefix prefix) {
    return peers
        .find(peer)
        .map(PeerSession::source)
        .map(source -> shards.heard(source, prefix))
        .orElseGet(() -> CompletableFuture.completedFuture(HeardRoute.NONE));
  }

  /** The peers with a session, which are told routes. */
  public List<ToldPeer> told() {
    return peers.told();
  }

  /** What each peer is told. Fails at once when a shard is too busy to be asked. */
  public CompletableFuture<Map<RouteSource, SentRoutes>> sent() {
    return shards.sent();
  }

  /**
   * How a peer is told of the most specific prefix that contains this; empty when there is none.
   * Fails at once when a shard is too busy to be asked.
   */
  public CompletableFuture<Optional<SentRoute>> sent(ToldPeer peer, Prefix prefix) {
    return shards.sent(peer.source(), prefix);
  }

  /** A peer with a session; empty when this one has none, or is not known. */
  public Optional<ToldPeer> told(IpAddress peer) {
    return peers.find(peer).map(PeerSession::told);
  }

  /** Empty where it is not known. */
  public Optional<PeerSnapshot> peer(IpAddress address) {
    return peers.find(address).map(PeerSession::snapshot);
  }

  /** Whether the peer has ceased to answer, in a session that goes on. */
  public boolean isStalled(IpAddress peer) {
    return peers.find(peer).filter(session -> session.snapshot().stall() != null).isPresent();
  }

  /** Whether there is such a peer. */
  public boolean knows(IpAddress peer) {
    return peers.find(peer).isPresent();
  }

  /** Whether we have restarted, and peers have not announced everything since. */
  public boolean isRecovering() {
    return recovery.isUnderway();
  }

  /** Whether this system can watch that the peers of sessions answer. */
  public boolean isProbing() {
    return transport.isNative();
  }

  public EngineTotals statistics() {
    return statistics;
  }

  public Map<RefusalReason, Long> refusals() {
    return refusals.counts();
  }

  /** Errors in UPDATEs. */
  public Map<FaultReason, Long> updateFaults() {
    return verdicts.faults();
  }

  public Map<OpenFault, Long> refusedOpens() {
    return verdicts.refusedOpens();
  }

  public Map<SessionCount, Long> sessionCounts() {
    return counts.all();
  }

  /** Connections that wait for an OPEN. */
  public int halfOpen() {
    return halfOpen.count();
  }

  /**
   * Ends every session, then stops. Peers that keep our routes meanwhile see the connection closed
   * (RFC 4724, section 4), the others are told (RFC 4486: administrative shutdown). Blocks for
   * about two seconds at most.
   */
  @Override
  public void close() {
    listeners.forEach(listener -> listener.close().syncUninterruptibly());
    peers.stopAll();
    // Before the loops, which take no task after they have ended.
    shards.stop();
    transport
        .group()
        .shutdownGracefully(100, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(2 * SHUTDOWN_MILLIS);
  }
}
