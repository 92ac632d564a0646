package io.podspan.bgpreflector.speaker.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.podspan.bgp.wire.Decoded;
import io.podspan.bgp.wire.Malformed;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.WireOptions;
import io.podspan.bgpreflector.fsm.SessionAction;
import io.podspan.bgpreflector.fsm.SessionEvent;
import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.fsm.SessionTimer;
import io.podspan.bgpreflector.fsm.Status;
import io.podspan.bgpreflector.fsm.Step;
import io.podspan.bgpreflector.speaker.sockets.GracefulClose;
import io.podspan.bgpreflector.speaker.timers.ConnectionTimers;
import io.podspan.bgpreflector.speaker.timers.SendHoldTimer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One connection with a peer, or the wish for one: where its state machine stands, its channel and
 * its timers. Does what the machine says. Owned by the peer's I/O loop.
 */
public final class Connection implements FrameDecoder.Receiver {
  private final PeerSession session;
  private final ConnectionTimers timers;
  private final Deque<SessionEvent> pending = new ArrayDeque<>(2);
  private boolean stepping;
  private Status status;
  private WireOptions options = WireOptions.PLAIN;
  private boolean ours;
  private boolean halfOpen;
  private @Nullable Channel channel;
  private @Nullable EstablishedSession established;
  private @Nullable SendHoldTimer sendHold;

  private Connection(PeerSession session, Status status) {
    this.session = session;
    this.status = status;
    this.timers = new ConnectionTimers(session.loop().timers(), session.context().jitter(), this);
  }

  /** Does nothing until it is started. */
  public static Connection idle(PeerSession session, Status status) {
    return new Connection(session, status);
  }

  /** Stands in Active, for a connection that is there already; never dials. */
  public static Connection listening(PeerSession session, Status status) {
    return new Connection(session, status.listening());
  }

  public Status status() {
    return status;
  }

  public SessionState state() {
    return status.state();
  }

  /** Whether we opened the connection. */
  public boolean isOurs() {
    return ours;
  }

  public @Nullable EstablishedSession established() {
    return established;
  }

  @Override
  public WireOptions options() {
    return options;
  }

  @Override
  public boolean isInternal() {
    return session.machine().policy().internal();
  }

  public boolean uses(Channel other) {
    return other.equals(channel);
  }

  @Nullable Channel channel() {
    return channel;
  }

  /** Since when this link waits for an OPEN. */
  public long waitingSince() {
    return timers.holdStartedAt();
  }

  /** The channel on which everything from now on happens; it connects next. */
  public void adopt(Channel next, boolean openedByUs) {
    if (channel != null) {
      GracefulClose.abandon(channel);
    }
    channel = next;
    ours = openedByUs;
    if (!openedByUs && !halfOpen) {
      halfOpen = true;
      session.context().halfOpen().enter();
    }
  }

  public void dispose() {
    timers.stopAll();
    if (channel != null) {
      GracefulClose.abandon(channel);
      channel = null;
    }
    leaveHalfOpen();
  }

  // What comes in.

  /** Before the messages of one read. */
  public void startBurst() {
    timers.readAt();
  }

  /** The two messages of every day need no step of the machine, which would only repeat them. */
  @Override
  public void onMessage(Decoded message, int octets) {
    timers.received();
    boolean common = established != null && !stepping;
    if (common && message instanceof Message.Update update) {
      session.onUpdate(update, octets);
    } else if (!common || !(message instanceof Message.Keepalive)) {
      on(event(message));
    }
  }

  private static SessionEvent event(Decoded decoded) {
    return switch (decoded) {
      case Malformed malformed -> new SessionEvent.MessageMalformed(malformed);
      case Message.Open open -> new SessionEvent.OpenReceived(open);
      case Message.Update update -> new SessionEvent.UpdateReceived(update);
      case Message.Notification notification -> new SessionEvent.NotificationReceived(notification);
      case Message.Keepalive _ -> new SessionEvent.KeepaliveReceived();
      case Message.RouteRefresh refresh -> new SessionEvent.RefreshReceived(refresh);
    };
  }

  /** Events that come while one is being worked on wait for their turn. */
  public void on(SessionEvent event) {
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

  @SuppressWarnings("ReferenceEquality") // whether it is another OPEN
  private void step(SessionEvent event) {
    session.context().counts().count(event);
    if (event instanceof SessionEvent.OpenReceived(Message.Open open)
        && session.losesTo(this, open)) {
      pending.addFirst(new SessionEvent.CollisionLost());
      return;
    }
    Step step = session.machine().step(status, event);
    boolean opened = step.next().open() != status.open();
    status = step.next();
    if (opened) {
      negotiate();
    }
    for (SessionAction action : step.actions()) {
      perform(action);
    }
    leaveHalfOpen();
  }

  private void negotiate() {
    Message.Open open = status.open();
    options = open == null ? WireOptions.PLAIN : session.machine().negotiated(open);
  }

  private void leaveHalfOpen() {
    boolean opened = state() == SessionState.OPEN_CONFIRM || state() == SessionState.ESTABLISHED;
    if (halfOpen && (opened || channel == null)) {
      halfOpen = false;
      session.context().halfOpen().leave();
    }
  }

  // What the machine says.

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
      case SessionAction.DeliverUpdate(Message.Update update) -> session.onUpdate(update, 0);
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

  public void send(Message message) {
    if (channel != null) {
      ByteBuf frame = session.context().frames().of(message, options);
      channel.writeAndFlush(frame, channel.voidPromise());
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
      sendHold = session.watchSending(this, channel, holdTime);
    }
  }

  private void down(String why) {
    EstablishedSession ended = established;
    established = null;
    if (sendHold != null) {
      sendHold.stop();
      sendHold = null;
    }
    if (ended != null) {
      session.onDown(ended, why);
    }
  }

  public void onWritable() {
    if (established != null) {
      established.pump().pump();
    }
  }

  public void pauseReading(boolean pause) {
    timers.pauseHold(pause);
    if (channel != null) {
      channel.config().setAutoRead(!pause);
    }
  }
}
