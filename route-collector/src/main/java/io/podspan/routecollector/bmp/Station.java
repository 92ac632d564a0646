package io.podspan.routecollector.bmp;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.bmp.BmpFault;
import io.podspan.bgp.wire.bmp.BmpMessage;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import jdk.net.ExtendedSocketOptions;
import org.jboss.logging.Logger;

/** Listens for routers. Its one thread owns all that they say. */
final class Station implements BmpView, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Station.class);
  private static final long TICK_MILLIS = 500;
  private static final int BACKLOG = 64;
  private static final long ANSWER_SECONDS = 5;

  /** A router that is quiet for long is asked by the kernel whether it is there. */
  private static final int QUIET_SECONDS = 30;

  private static final int SECONDS_BETWEEN_PROBES = 10;
  private static final int PROBES = 3;

  private final Guests guests;
  private final BooleanSupplier nodesAreKnown;
  private final Limits limits;
  private final RouterLink.Listener listener;
  private final Clock clock;
  private final Routers routers;
  private final LogPace lines = new LogPace(LOG);
  private final Set<RouterLink> links = new HashSet<>();
  private final EventLoopGroup loop =
      new NioEventLoopGroup(1, new DefaultThreadFactory("bmp", true));

  /**
   * @param nodesAreKnown before that, but for half a minute at most, who connects has to wait: some
   *     routers that are refused come back late
   */
  Station(
      Guests guests,
      BooleanSupplier nodesAreKnown,
      Limits limits,
      RouterLink.Listener listener,
      Clock clock) {
    this.guests = guests;
    this.nodesAreKnown = nodesAreKnown;
    this.limits = limits;
    this.listener = listener;
    this.clock = clock;
    this.routers = new Routers(limits);
  }

  /**
   * @return where it listens
   * @throws IllegalStateException when it cannot listen there
   */
  InetSocketAddress listen(InetSocketAddress at) {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), QUIET_SECONDS)
            .childOption(
                NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), SECONDS_BETWEEN_PROBES)
            .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), PROBES)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    accepted(channel);
                  }
                });
    var bound = bootstrap.bind(at).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      close();
      throw new IllegalStateException(
          "podspan.collector.bmp.listen: cannot listen on "
              + at
              + ": "
              + bound.cause().getMessage()
              + ". Choose an address of this machine and a port that is free.");
    }
    Channel listening = bound.channel();
    Instant latest = clock.instant().plus(Limits.PATIENCE);
    loop.scheduleAtFixedRate(() -> tick(listening, latest), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    return (InetSocketAddress) listening.localAddress();
  }

  private void accepted(SocketChannel channel) {
    IpAddress from = unmapped(IpAddress.of(channel.remoteAddress().getAddress()));
    Optional<String> refusal = refusal(from);
    if (refusal.isPresent()) {
      lines.info(clock.instant(), "BMP: " + from + " may not connect: " + refusal.get());
      channel.close();
      return;
    }
    RouterLink link = new RouterLink(from, routers, new Watched(), lines, clock);
    channel.pipeline().addLast(link);
  }

  private static IpAddress unmapped(IpAddress address) {
    boolean mapped = address.ipv6() && address.high() == 0 && address.low() >>> 32 == 0xffff;
    return mapped ? IpAddress.ofIpv4((int) address.low()) : address;
  }

  private Optional<String> refusal(IpAddress from) {
    if (!guests.admits(from)) {
      return Optional.of(
          "it is neither a node of a registered cluster nor in podspan.collector.bmp.from");
    }
    // A place for each router, and one more for those that are about to take their own again.
    if (links.size() >= 2 * limits.routers()) {
      return Optional.of("too many connections");
    }
    long same = links.stream().filter(link -> link.from().equals(from)).count();
    return same >= Limits.CONNECTIONS
        ? Optional.of("it has " + same + " connections")
        : Optional.empty();
  }

  /** Keeps the links beside telling others of them. */
  private final class Watched implements RouterLink.Listener {
    @Override
    public void opened(RouterLink link) {
      links.add(link);
      listener.opened(link);
    }

    @Override
    public void message(BmpMessage message) {
      listener.message(message);
    }

    @Override
    public void fault(BmpFault fault) {
      listener.fault(fault);
    }

    @Override
    public void closed(RouterLink link) {
      links.remove(link);
      listener.closed(link);
    }
  }

  private void tick(Channel listening, Instant latest) {
    try {
      Instant now = clock.instant();
      if (!listening.config().isAutoRead()
          && (nodesAreKnown.getAsBoolean() || now.isAfter(latest))) {
        listening.config().setAutoRead(true);
      }
      routers.tick(now);
      Set.copyOf(links).forEach(link -> link.tick(now));
    } catch (RuntimeException bug) {
      LOG.error("BMP: letting time pass failed", bug);
    }
  }

  private <T> T ask(Function<Routers, T> question) {
    Future<T> answer = loop.submit(() -> question.apply(routers));
    try {
      return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswerException("interrupted", e);
    } catch (TimeoutException e) {
      throw new NoAnswerException(
          "the BMP station is busy: no answer within " + ANSWER_SECONDS + " s", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a fault of the BMP station", e);
    } finally {
      answer.cancel(false);
    }
  }

  @Override
  public boolean listens() {
    return true;
  }

  @Override
  public List<RouterRow> routers() {
    return ask(all -> all.all().stream().map(router -> Rows.of(router, false)).toList());
  }

  @Override
  public List<RouterRow> routers(IpAddress address) {
    return ask(all -> all.at(address).stream().map(router -> Rows.of(router, true)).toList());
  }

  @Override
  public RoutePage routes(IpAddress address, Query query) {
    return ask(all -> Rows.page(all.at(address), query));
  }

  @Override
  public Optional<Rib> rib(IpAddress address, boolean withRoutes) {
    return ask(all -> Rows.rib(all.at(address), withRoutes));
  }

  @Override
  public Set<IpAddress> told() {
    return ask(
        all ->
            all.all().stream()
                .filter(router -> router.state() != Router.State.GONE)
                .map(router -> router.name().address())
                .collect(Collectors.toUnmodifiableSet()));
  }

  /** How many routes are kept. */
  int routeCount() {
    return ask(Routers::routes);
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2_000);
  }
}
