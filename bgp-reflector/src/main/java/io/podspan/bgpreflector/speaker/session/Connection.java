package io.podspan.bgpreflector.speaker.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.AttributeRules;
import io.podspan.bgp.wire.CapabilityType;
import io.podspan.bgp.wire.Decoded;
import io.podspan.bgp.wire.GracefulRestart;
import io.podspan.bgp.wire.InputRules;
import io.podspan.bgp.wire.Malformed;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.WireOptions;
import io.podspan.bgpreflector.fsm.SessionAction;
import io.podspan.bgpreflector.fsm.SessionEnding;
import io.podspan.bgpreflector.fsm.SessionEvent;
import io.podspan.bgpreflector.fsm.SessionMachine;
import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.fsm.SessionTimer;
import io.podspan.bgpreflector.fsm.Status;
import io.podspan.bgpreflector.fsm.Step;
import io.podspan.bgpreflector.speaker.pulse.Finding;
import io.podspan.bgpreflector.speaker.sockets.GracefulClose;
import io.podspan.bgpreflector.speaker.sockets.IoLoop;
import io.podspan.bgpreflector.speaker.timers.ConnectionTimers;
import io.podspan.bgpreflector.speaker.timers.SendHoldTimer;
import io.podspan.bgpreflector.speaker.timers.SendProgress;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One connection with a peer, or the wish for one: the state of its state machine, its channel and
 * its timers. It does what the machine says. Owned by the peer's I/O loop.
 */
final class Connection
    implements FrameDecoder.Receiver,
        ConnectionTimers.Owner,
        SendHoldTimer.Owner,
        EstablishedSession.Port {

  /** The peer, as far as one of its connections needs it: a port. */
  interface Peer {
    /** The peer's state machine; another one after a change of configuration. */
    SessionMachine machine();

    /** Which attributes are taken from it. */
    AttributeRules attributeRules();

    /** Starts to connect to the peer; the connection adopts the channel. */
    void dial(Connection connection);

    /** Whether another connection with the same peer stays instead (RFC 4271, section 6.8). */
    boolean losesCollision(Connection connection, Message.Open open);

    EstablishedSession establish(Connection connection, Channel channel, Negotiated negotiated);

    void onLost(EstablishedSession ended, SessionEnding ending);

    /** The peer has announced everything of a family. */
    void onEndOfRib(AddressFamily family);

    /** The shards have taken everything that the peer announced. By a shard loop. */
    void onAnnouncedAll();

    void onAttemptFailed(SessionEnding ending);

    /**
     * An UPDATE of the session had errors.
     *
     * @param frame the whole message, valid during the call
     */
    void onFaults(Message.Update update, ByteBuf frame);

    /** Whether the peer of the established session answers. */
    void onFinding(Finding finding);

    /** After every event. */
    void settle();
  }

  private final Peer peer;
  private final SessionContext context;
  private final IoLoop loop;
  private final ConnectionTimers timers;
  private final Deque<SessionEvent> pending = new ArrayDeque<>(2);
  private boolean stepping;
  private Status status;
  private WireOptions options = WireOptions.PLAIN;
  private InputRules rules;
  private boolean ours;
  private boolean halfOpen;
  private @Nullable Channel channel;
  private @Nullable EstablishedSession established;
  private long establishedAt;
  private @Nullable SendHoldTimer sendHold;

  private Connection(Peer peer, SessionContext context, IoLoop loop, Status status) {
    this.peer = peer;
    this.context = context;
    this.loop = loop;
    this.status = status;
    this.rules = new InputRules(peer.machine().policy().internal(), peer.attributeRules(), false);
    this.timers = new ConnectionTimers(loop.timers(), context.jitter(), this);
  }

  /** Does nothing until it is started. */
  static Connection idle(Peer peer, SessionContext context, IoLoop loop, Status status) {
    return new Connection(peer, context, loop, status);
  }

  /** Another connection with the same peer, for a channel that is there already; never dials. */
  Connection contender() {
    return new Connection(peer, context, loop, status.listening());
  }

  Status status() {
    return status;
  }

  SessionState state() {
    return status.state();
  }

  /** Whether we opened the connection. */
  boolean isOurs() {
    return ours;
  }

  @Nullable EstablishedSession established() {
    return established;
  }

  @Override
  public WireOptions options() {
    return options;
  }

  @Override
  public InputRules rules() {
    return rules;
  }

  /** What is read from now on is judged by the peer's present rules. */
  void judgeAnew() {
    Message.Open open = status.open();
    rules =
        new InputRules(
            peer.machine().policy().internal(),
            peer.attributeRules(),
            open != null && open.capabilities().value(CapabilityType.ENHANCED_ROUTE_REFRESH));
  }

  boolean uses(Channel other) {
    return other.equals(channel);
  }

  @Nullable Channel channel() {
    return channel;
  }

  /** For how long this connection has waited for an OPEN, in nanoseconds. */
  long waiting() {
    return loop.timers().now() - timers.holdStartedAt();
  }

  /** For how long the session is established, in nanoseconds; meaningless without one. */
  long sinceEstablished() {
    return loop.timers().now() - establishedAt;
  }

  /** Everything happens on this channel from now on; it connects next. */
  void adoptDialed(Channel next) {
    adopt(next);
    ours = true;
  }

  /** The same for a channel that the peer opened, and that has its place among the half-open. */
  void adoptIncoming(Channel next) {
    adopt(next);
    ours = false;
    if (halfOpen) {
      context.halfOpen().leave();
    }
    halfOpen = true;
  }

  private void adopt(Channel next) {
    if (channel != null) {
      GracefulClose.abandon(channel);
    }
    channel = next;
  }

  void dispose() {
    timers.stopAll();
    if (channel != null) {
      GracefulClose.abandon(channel);
      channel = null;
    }
    leaveHalfOpen();
  }

  // What comes in.

  /** Before the messages of one read. */
  void readBegins() {
    timers.readAt();
  }

  /**
   * The two common messages of an established session need no step of the machine: its answer would
   * be the message itself.
   */
  @Override
  public void onMessage(Decoded message, int octets) {
    timers.received();
    EstablishedSession up = stepping ? null : established;
    if (up != null && message instanceof Message.Update update) {
      up.onUpdate(update, octets);
    } else if (up == null || !(message instanceof Message.Keepalive)) {
      on(event(message));
    }
  }

  @Override
  public void onFaults(Message.Update update, ByteBuf frame) {
    if (established != null) {
      peer.onFaults(update, frame);
    }
  }

  /** After the messages of one read. */
  void readEnds() {
    if (established != null) {
      established.submitUpdates();
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

  /** Events that come while another one is handled wait for their turn. */
  @Override
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
    peer.settle();
  }

  @SuppressWarnings("ReferenceEquality") // whether it is another OPEN
  private void step(SessionEvent event) {
    context.counts().count(event);
    if (event instanceof SessionEvent.OpenReceived(Message.Open open)
        && peer.losesCollision(this, open)) {
      pending.addFirst(new SessionEvent.CollisionLost());
      return;
    }
    Step step = peer.machine().step(status, event);
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
    options = open == null ? WireOptions.PLAIN : peer.machine().negotiated(open);
    judgeAnew();
  }

  private void leaveHalfOpen() {
    boolean opened = state() == SessionState.OPEN_CONFIRM || state() == SessionState.ESTABLISHED;
    if (halfOpen && (opened || channel == null)) {
      halfOpen = false;
      context.halfOpen().leave();
    }
  }

  // What the machine says.

  private void perform(SessionAction action) {
    switch (action) {
      case SessionAction.Dial _ -> peer.dial(this);
      case SessionAction.Send(Message message) -> send(message);
      case SessionAction.Close _ -> close();
      case SessionAction.StartTimer(SessionTimer timer, int seconds) -> start(timer, seconds);
      case SessionAction.StopTimer(SessionTimer timer) -> timers.stop(timer);
      case SessionAction.SessionUp(Message.Open open, int holdTime) -> up(open, holdTime);
      case SessionAction.SessionDown(SessionEnding ending) -> down(ending);
      case SessionAction.AttemptFailed(SessionEnding ending) -> peer.onAttemptFailed(ending);
      case SessionAction.DeliverUpdate(Message.Update update) -> {
        if (established != null) {
          established.onUpdate(update, 0);
        }
      }
      case SessionAction.DeliverRefresh(Message.RouteRefresh refresh) -> {
        if (established != null) {
          established.onRefresh(refresh);
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

  @Override
  public void send(Message message) {
    if (channel != null) {
      ByteBuf frame = context.frames().of(message, options);
      channel.writeAndFlush(frame, channel.voidPromise());
    }
  }

  private void close() {
    if (channel != null) {
      GracefulClose.close(channel, loop, context.sockets());
      channel = null;
    }
  }

  private void up(Message.Open open, int holdTime) {
    Channel on = channel;
    if (on != null) {
      GracefulRestart restart = peer.machine().restart(open).orElse(null);
      established = peer.establish(this, on, new Negotiated(open, options, holdTime, restart));
      establishedAt = loop.timers().now();
      int limit = context.config().limits().sendHoldFor(holdTime);
      sendHold = new SendHoldTimer(loop.timers(), limit, this);
    }
  }

  private void down(SessionEnding ending) {
    EstablishedSession ended = established;
    established = null;
    if (sendHold != null) {
      sendHold.stop();
      sendHold = null;
    }
    if (ended != null) {
      peer.onLost(ended, ending);
    }
  }

  @Override
  public void onEndOfRib(AddressFamily family) {
    peer.onEndOfRib(family);
  }

  @Override
  public void onAnnouncedAll() {
    peer.onAnnouncedAll();
  }

  @Override
  public void onFinding(Finding finding) {
    peer.onFinding(finding);
  }

  @Override
  public SendProgress sendProgress() {
    return channel == null ? SendProgress.NONE : context.sockets().progress(channel);
  }

  @Override
  public void onSendHoldExpired() {
    on(new SessionEvent.SendHoldExpired());
  }

  void onWritable() {
    if (established != null) {
      established.pump().pump();
    }
  }

  void pauseReading(boolean pause) {
    timers.pauseHold(pause);
    if (channel != null) {
      channel.config().setAutoRead(!pause);
    }
  }
}
