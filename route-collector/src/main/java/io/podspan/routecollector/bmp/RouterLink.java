package io.podspan.routecollector.bmp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.bmp.BmpDecoded;
import io.podspan.bgp.wire.bmp.BmpDecoder;
import io.podspan.bgp.wire.bmp.BmpFault;
import io.podspan.bgp.wire.bmp.BmpFrame;
import io.podspan.bgp.wire.bmp.BmpMessage;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One connection of a router: octets in, messages to its {@link Router}. Nothing goes out. */
final class RouterLink extends ByteToMessageDecoder implements Routers.Connection {
  private static final Logger LOG = Logger.getLogger(RouterLink.class);

  /** Others that want to know. */
  interface Listener {
    void opened(RouterLink link);

    void message(BmpMessage message);

    void fault(BmpFault fault);

    void closed(RouterLink link);
  }

  private final IpAddress from;
  private final Routers routers;
  private final Listener listener;
  private final LogPace lines;
  private final Clock clock;
  private @Nullable ChannelHandlerContext context;
  private @Nullable Router router;

  /** Since when the first message, or the rest of one that has begun, is waited for. */
  private @Nullable Instant waitingSince;

  private String why = "the router closed the connection";
  private boolean closing;

  RouterLink(IpAddress from, Routers routers, Listener listener, LogPace lines, Clock clock) {
    this.from = from;
    this.routers = routers;
    this.listener = listener;
    this.lines = lines;
    this.clock = clock;
  }

  IpAddress from() {
    return from;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    context = ctx;
    waitingSince = clock.instant();
    listener.opened(this);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (closing) {
      in.skipBytes(in.readableBytes());
      return;
    }
    switch (BmpFrame.peek(in)) {
      case BmpFrame.Incomplete _ -> waits(in.isReadable());
      case BmpFrame.Bad(BmpFault fault) -> faulty(fault);
      case BmpFrame.Whole(int length, int _) -> {
        byte[] whole = new byte[length];
        in.readBytes(whole);
        waits(false);
        decoded(BmpDecoder.decode(whole));
      }
    }
  }

  private void waits(boolean begun) {
    if (router == null) {
      return;
    }
    if (!begun) {
      waitingSince = null;
    } else if (waitingSince == null) {
      waitingSince = clock.instant();
    }
  }

  private void decoded(BmpDecoded decoded) {
    switch (decoded) {
      case BmpFault fault -> faulty(fault);
      case BmpMessage message -> {
        listener.message(message);
        heard(message);
      }
    }
  }

  private void heard(BmpMessage message) {
    Router known = router;
    if (known == null) {
      first(message);
      return;
    }
    known.heard(message, clock.instant()).ifPresent(this::counted);
    if (message instanceof BmpMessage.Termination end) {
      close("the router ended it: " + end.text());
    }
  }

  /** RFC 7854, section 4.3: a router says first what it is. */
  private void first(BmpMessage message) {
    if (!(message instanceof BmpMessage.Initiation initiation)) {
      close(BmpMessage.name(message.type()) + " came before an Initiation");
      return;
    }
    Router.Name name = new Router.Name(from, Words.harmless(initiation.name().orElse("")));
    Optional<Router> mine = routers.of(name, this);
    if (mine.isEmpty()) {
      close(
          "podspan.collector.bmp.routers allows no more routers, or its address has "
              + Limits.CONNECTIONS
              + " others");
      return;
    }
    router = mine.get();
    waitingSince = null;
    mine.get().connected(initiation, clock.instant());
    lines.info(clock.instant(), "BMP: router " + from + " \"" + name.text() + "\" is connected");
  }

  private void faulty(BmpFault fault) {
    Router known = router;
    if (known != null) {
      known.wrong(fault);
    }
    counted(fault);
    if (fault.ends() || known == null) {
      close(fault.text());
    }
  }

  private void counted(BmpFault fault) {
    listener.fault(fault);
    LOG.debugf("BMP: from %s: %s", from, fault.text());
  }

  /** Lets time pass. */
  void tick(Instant now) {
    Instant since = waitingSince;
    if (since != null && now.isAfter(since.plus(Limits.PATIENCE))) {
      close(
          router == null
              ? "no Initiation within " + Limits.PATIENCE.toSeconds() + " s"
              : "a message that began did not end within " + Limits.PATIENCE.toSeconds() + " s");
    }
  }

  @Override
  public void close(String reason) {
    ChannelHandlerContext ctx = context;
    if (ctx == null || closing) {
      return;
    }
    closing = true;
    why = Words.harmless(reason);
    ctx.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    super.channelInactive(ctx);
    Router known = router;
    if (known != null) {
      routers.ended(known, this, why, clock.instant());
    }
    lines.info(clock.instant(), "BMP: connection of " + from + " has ended: " + why);
    listener.closed(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debugf(cause, "BMP: connection of %s", from);
    close(
        cause instanceof java.io.IOException
            ? "it broke"
            : "a fault of Podspan: " + cause.getClass().getSimpleName());
  }
}
