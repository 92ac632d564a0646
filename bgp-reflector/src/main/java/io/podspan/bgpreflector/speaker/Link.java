package io.podspan.bgpreflector.speaker;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.podspan.bgpreflector.fsm.SessionAction;
import io.podspan.bgpreflector.fsm.SessionEvent;
import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.fsm.SessionTimer;
import io.podspan.bgpreflector.fsm.Status;
import io.podspan.bgpreflector.fsm.Step;
import io.podspan.bgpreflector.wire.Message;
import io.podspan.bgpreflector.wire.MessageEncoder;
import io.podspan.bgpreflector.wire.WireOptions;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One connection with a peer, or the wish for one: where its state machine stands, its channel and
 * its timers. Does what the machine says. Owned by the peer's I/O loop.
 */
final class Link {
  private final PeerSession session;
  private final SessionTimers timers;
  private final Deque<SessionEvent> pending = new ArrayDeque<>();
  private boolean stepping;
  private Status status = Status.INITIAL;
  private boolean ours;
  private @Nullable Channel channel;
  private @Nullable Established established;

  Link(PeerSession session) {
    this.session = session;
    this.timers = new SessionTimers(session.loop(), session.nanos(), this::onTimer);
  }

  /** Stands in Active, for a connection that is there already; never dials. */
  void listen() {
    status = Status.LISTENING;
  }

  SessionState state() {
    return status.state();
  }

  /** Whether we opened the connection. */
  boolean isOurs() {
    return ours;
  }

  @Nullable Established established() {
    return established;
  }

  WireOptions options() {
    Message.Open open = status.open();
    return open == null ? WireOptions.PLAIN : open.capabilities().intersection();
  }

  boolean isInternal() {
    return session.machine().policy().internal();
  }

  boolean uses(Channel other) {
    return other.equals(channel);
  }

  /** The channel on which everything from now on happens; it connects next. */
  void adopt(Channel next, boolean openedByUs) {
    if (channel != null) {
      channel.close();
    }
    channel = next;
    ours = openedByUs;
  }

  void dispose() {
    timers.stopAll();
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }

  /** Events that come while one is being worked on wait for their turn. */
  void on(SessionEvent event) {
    pending.add(event);
    if (stepping) {
      return;
    }
    stepping = true;
    try {
      SessionEvent next;
      while ((next = pending.poll()) != null) {
        step(next);
      }
    } finally {
      stepping = false;
    }
    session.settle();
  }

  private void step(SessionEvent event) {
    if (event instanceof SessionEvent.OpenReceived(Message.Open open)
        && session.losesTo(this, open)) {
      pending.addFirst(new SessionEvent.CollisionLost());
      return;
    }
    Step step = session.machine().step(status, event);
    status = step.next();
    for (SessionAction action : step.actions()) {
      perform(action);
    }
  }

  private void perform(SessionAction action) {
    switch (action) {
      case SessionAction.Dial _ -> session.dial(this);
      case SessionAction.Send(Message message) -> send(message);
      case SessionAction.Close _ -> close();
      case SessionAction.StartTimer(SessionTimer timer, int seconds) -> start(timer, seconds);
      case SessionAction.StopTimer(SessionTimer timer) -> timers.stop(timer);
      case SessionAction.SessionUp(Message.Open open, int holdTime) -> up(open, holdTime);
      case SessionAction.SessionDown(String why) -> down(why);
      case SessionAction.AttemptFailed(String why) -> session.onAttemptFailed(why);
      case SessionAction.DeliverUpdate(Message.Update update) -> session.onUpdate(update);
      case SessionAction.DeliverRefresh(Message.RouteRefresh refresh) -> {
        if (established != null) {
          session.onRefresh(established, refresh);
        }
      }
    }
  }

  private void start(SessionTimer timer, int seconds) {
    if (timer == SessionTimer.IDLE_HOLD && seconds == 0) {
      // At once means before the next connection is looked at.
      pending.add(new SessionEvent.IdleHoldExpired());
    } else {
      timers.start(timer, seconds);
    }
  }

  void send(Message message) {
    if (channel != null) {
      byte[] frame = MessageEncoder.encode(message, options());
      channel.writeAndFlush(Unpooled.wrappedBuffer(frame), channel.voidPromise());
    }
  }

  private void close() {
    if (channel != null) {
      session.closeGently(channel);
      channel = null;
    }
  }

  private void up(Message.Open open, int holdTime) {
    if (channel != null) {
      established = session.establish(this, channel, open, holdTime);
    }
  }

  private void down(String why) {
    Established ended = established;
    established = null;
    if (ended != null) {
      session.onDown(ended, why);
    }
  }

  void onWritable() {
    if (established != null) {
      established.pump().pump();
    }
  }

  private void onTimer(SessionTimer timer) {
    switch (timer) {
      case CONNECT_RETRY -> on(new SessionEvent.ConnectRetryExpired());
      case KEEPALIVE -> on(new SessionEvent.KeepaliveExpired());
      case IDLE_HOLD -> on(new SessionEvent.IdleHoldExpired());
      case HOLD -> onHoldTimer();
    }
  }

  /** While we do not read, we cannot blame the peer for silence. */
  private void onHoldTimer() {
    if (session.isReadingPaused()) {
      timers.start(SessionTimer.HOLD, Math.max(1, status.holdTime()));
    } else {
      on(new SessionEvent.HoldExpired());
    }
  }

  void pauseReading(boolean pause) {
    if (channel != null) {
      channel.config().setAutoRead(!pause);
    }
  }
}
