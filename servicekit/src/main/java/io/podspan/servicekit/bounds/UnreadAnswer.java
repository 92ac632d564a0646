package io.podspan.servicekit.bounds;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.Vertx;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * An answer that is complete and larger than the caller's side of the connection takes at once. It
 * counts until the caller has taken it. Who takes longer than the time is disconnected.
 */
final class UnreadAnswer {
  private static final long LOOK_MILLIS = 200;

  private final Vertx vertx;
  private final Channel channel;
  private final Budget.Part held;
  private final long deadline;

  private UnreadAnswer(Vertx vertx, Channel channel, Budget.Part held, long deadline) {
    this.vertx = vertx;
    this.channel = channel;
    this.held = held;
    this.deadline = deadline;
  }

  /** Called on the connection's event loop when the answer was written. */
  static void watch(RoutingContext request, Budget budget, Duration longest) {
    if (request.request().connection() instanceof ConnectionBase connection) {
      long waiting = waiting(connection.channel());
      if (waiting > 0) {
        long deadline = System.nanoTime() + longest.toNanos();
        new UnreadAnswer(request.vertx(), connection.channel(), budget.take(waiting), deadline)
            .look();
      }
    }
  }

  private void look() {
    if (waiting(channel) == 0) {
      held.giveBack();
    } else if (System.nanoTime() - deadline > 0) {
      channel.close();
      held.giveBack();
    } else {
      vertx.setTimer(LOOK_MILLIS, _ -> look());
    }
  }

  /** Bytes that the kernel has not taken; it takes them as the caller reads. */
  private static long waiting(Channel channel) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }
}
