package io.podspan.bgpreflector.speaker;

import io.netty.channel.Channel;
import io.podspan.bgpreflector.reflect.EngineStatistics;
import io.podspan.bgpreflector.reflect.ReflectionEngine;
import io.podspan.bgpreflector.reflect.RoutePage;
import io.podspan.bgpreflector.reflect.RouteQuery;
import io.podspan.bgpreflector.wire.Ipv4Address;
import io.podspan.bgpreflector.wire.Prefix;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The reflector as one thing: listeners, I/O loops, shard. Any thread may call it; nothing blocks
 * but start and stop.
 */
public final class Speaker implements AutoCloseable {
  private static final long GOODBYE_MILLIS = 1500;
  private static final int ANY_ADDRESS = 0;

  private final SpeakerConfig config;
  private final Transport transport;
  private final EngineStatistics statistics = new EngineStatistics();
  private final ShardLoop shard;
  private final Refusals refusals;
  private final PeerDirectory peers;
  private final List<Channel> listeners = new ArrayList<>();

  private Speaker(SpeakerConfig config, SpeakerListener listener, InstantSource clock) {
    this.config = config;
    this.transport = Transport.open(config.ioLoops());
    this.shard = new ShardLoop(new ReflectionEngine(config.local(), listener, statistics));
    this.refusals = new Refusals(listener, clock);
    SessionContext context =
        new SessionContext(
            config,
            shard,
            listener,
            refusals,
            new SocketRegistrar(transport, dialFrom(config)),
            clock,
            System::nanoTime);
    this.peers = new PeerDirectory(context, () -> transport.loops().next());
  }

  /**
   * Listens. No connection is accepted before {@link #configure}.
   *
   * @throws IOException when an address cannot be listened on
   */
  public static Speaker start(SpeakerConfig config, SpeakerListener listener) throws IOException {
    Speaker speaker = new Speaker(config, listener, InstantSource.system());
    speaker.shard.start();
    speaker.originate(config.originate());
    try {
      for (Ipv4Address address : config.listen()) {
        speaker.listen(address);
      }
    } catch (IOException failed) {
      speaker.close();
      throw failed;
    }
    return speaker;
  }

  private static Optional<Ipv4Address> dialFrom(SpeakerConfig config) {
    return config.listen().stream().filter(address -> address.bits() != ANY_ADDRESS).findFirst();
  }

  private void listen(Ipv4Address address) throws IOException {
    InetSocketAddress at = new InetSocketAddress(address.toString(), config.port());
    listeners.add(ListenerChannel.bind(transport, at, new Acceptor(peers, refusals)));
  }

  /** Takes over these peers; sessions of those that stay go on. */
  public void configure(List<PeerConfig> next) {
    peers.replace(next);
  }

  /** Routes that start here, from now on these. */
  public void originate(Set<Prefix> prefixes) {
    shard.offer(new ShardCommand.Originate(prefixes));
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

  /** What broke the routing table, null while all is well. */
  public @Nullable Throwable failure() {
    return shard.failure();
  }

  public List<PeerSnapshot> peers() {
    return peers.snapshots();
  }

  /** Fails at once when the shard is too busy to be asked. */
  public CompletableFuture<RoutePage> routes(RouteQuery query) {
    CompletableFuture<RoutePage> answer = new CompletableFuture<>();
    if (!shard.offer(new ShardCommand.Query(query, answer))) {
      answer.completeExceptionally(new IllegalStateException("the routing table is busy"));
    }
    return answer;
  }

  public EngineStatistics statistics() {
    return statistics;
  }

  public Map<RefusalReason, Long> refusals() {
    return refusals.counts();
  }

  /**
   * Says goodbye to every peer (RFC 4486: administrative shutdown), then stops. Blocks for about
   * two seconds at most.
   */
  @Override
  public void close() {
    listeners.forEach(listener -> listener.close().syncUninterruptibly());
    peers.stopAll();
    transport
        .loops()
        .shutdownGracefully(100, GOODBYE_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(2 * GOODBYE_MILLIS);
    shard.stop();
  }
}
