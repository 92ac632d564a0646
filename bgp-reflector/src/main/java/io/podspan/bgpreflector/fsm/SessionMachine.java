package io.podspan.bgpreflector.fsm;

import io.podspan.bgp.wire.Capabilities;
import io.podspan.bgp.wire.CapabilityType;
import io.podspan.bgp.wire.GracefulRestart;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.NotificationCode;
import io.podspan.bgp.wire.Octets;
import io.podspan.bgp.wire.WireOptions;
import io.podspan.bgpreflector.fsm.SessionAction.AttemptFailed;
import io.podspan.bgpreflector.fsm.SessionAction.Close;
import io.podspan.bgpreflector.fsm.SessionAction.DeliverRefresh;
import io.podspan.bgpreflector.fsm.SessionAction.DeliverUpdate;
import io.podspan.bgpreflector.fsm.SessionAction.Dial;
import io.podspan.bgpreflector.fsm.SessionAction.Send;
import io.podspan.bgpreflector.fsm.SessionAction.SessionDown;
import io.podspan.bgpreflector.fsm.SessionAction.SessionUp;
import io.podspan.bgpreflector.fsm.SessionAction.StartTimer;
import io.podspan.bgpreflector.fsm.SessionAction.StopTimer;
import io.podspan.bgpreflector.fsm.SessionEvent.Clear;
import io.podspan.bgpreflector.fsm.SessionEvent.CollisionLost;
import io.podspan.bgpreflector.fsm.SessionEvent.ConnectRetryExpired;
import io.podspan.bgpreflector.fsm.SessionEvent.HoldExpired;
import io.podspan.bgpreflector.fsm.SessionEvent.IdleHoldExpired;
import io.podspan.bgpreflector.fsm.SessionEvent.KeepaliveExpired;
import io.podspan.bgpreflector.fsm.SessionEvent.KeepaliveReceived;
import io.podspan.bgpreflector.fsm.SessionEvent.Leave;
import io.podspan.bgpreflector.fsm.SessionEvent.MessageMalformed;
import io.podspan.bgpreflector.fsm.SessionEvent.NotificationReceived;
import io.podspan.bgpreflector.fsm.SessionEvent.OpenReceived;
import io.podspan.bgpreflector.fsm.SessionEvent.PrefixLimitReached;
import io.podspan.bgpreflector.fsm.SessionEvent.ProvenStable;
import io.podspan.bgpreflector.fsm.SessionEvent.RefreshReceived;
import io.podspan.bgpreflector.fsm.SessionEvent.Reset;
import io.podspan.bgpreflector.fsm.SessionEvent.SendHoldExpired;
import io.podspan.bgpreflector.fsm.SessionEvent.Start;
import io.podspan.bgpreflector.fsm.SessionEvent.Stop;
import io.podspan.bgpreflector.fsm.SessionEvent.TcpConnected;
import io.podspan.bgpreflector.fsm.SessionEvent.TcpFailed;
import io.podspan.bgpreflector.fsm.SessionEvent.UpdateReceived;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The transitions of one peer's sessions (RFC 4271, section 8.2.2). Immutable; see the package for
 * what it promises.
 */
public final class SessionMachine {
  /** The longest pause after protocol errors, in seconds. */
  static final int MAX_IDLE_HOLD = 64;

  /** How long a session must last until its peer's errors are forgiven, in seconds. */
  static final int STABLE_AFTER = 300;

  private static final SessionAction KEEPALIVE = new Send(Message.Keepalive.INSTANCE);

  private final SessionPolicy policy;
  private final Message.Open open;
  private final SessionAction sendOpen;

  public SessionMachine(SessionPolicy policy) {
    this.policy = policy;
    this.open = openOf(policy);
    this.sendOpen = new Send(open);
  }

  public SessionPolicy policy() {
    return policy;
  }

  /** What a session with a peer that sent this OPEN may use. */
  public WireOptions negotiated(Message.Open theirs) {
    return Capabilities.negotiated(open.capabilities(), theirs.capabilities());
  }

  /** The peer's side of graceful restart; empty unless both sides offer it (RFC 4724). */
  public Optional<GracefulRestart> restart(Message.Open theirs) {
    return Capabilities.negotiated(
        CapabilityType.GRACEFUL_RESTART, open.capabilities(), theirs.capabilities());
  }

  /** Whether a session with a peer that sends this OPEN is possible. */
  public boolean accepts(Message.Open theirs) {
    return OpenVerdict.of(theirs, policy) instanceof OpenVerdict.Accepted;
  }

  public Step step(Status status, SessionEvent event) {
    return switch (status.state()) {
      case IDLE -> idle(status, event);
      case CONNECT -> connect(status, event);
      case ACTIVE -> active(status, event);
      case OPEN_SENT -> openSent(status, event);
      case OPEN_CONFIRM -> openConfirm(status, event);
      case ESTABLISHED -> established(status, event);
    };
  }

  private Step idle(Status status, SessionEvent event) {
    return switch (event) {
      case Start _, IdleHoldExpired _ -> start(status);
      case Clear _ -> cleared(status);
      case Stop _, Leave _ -> Step.of(status, new StopTimer(SessionTimer.IDLE_HOLD));
      case TcpConnected _ -> Step.of(status, new Close());
      default -> Step.of(status);
    };
  }

  private Step cleared(Status status) {
    Step started = start(status.forgiven());
    List<SessionAction> actions = new ArrayList<>(started.actions());
    actions.addFirst(new StopTimer(SessionTimer.IDLE_HOLD));
    return new Step(started.next(), actions);
  }

  private Step start(Status status) {
    return policy.dial()
        ? Step.of(status.in(SessionState.CONNECT), connectRetry(), new Dial())
        : Step.of(status.in(SessionState.ACTIVE));
  }

  private Step connect(Status status, SessionEvent event) {
    return switch (event) {
      case ConnectRetryExpired _ -> Step.of(status, new Close(), connectRetry(), new Dial());
      case TcpFailed _ -> Step.of(status.in(SessionState.ACTIVE), connectRetry());
      default -> unconnected(status, event);
    };
  }

  private Step active(Status status, SessionEvent event) {
    return switch (event) {
      case ConnectRetryExpired _ -> start(status);
      case TcpFailed _ -> policy.dial() ? Step.of(status, connectRetry()) : Step.of(status);
      default -> unconnected(status, event);
    };
  }

  /** What Connect and Active have in common. */
  private Step unconnected(Status status, SessionEvent event) {
    return switch (event) {
      case TcpConnected _ ->
          Step.of(
              status.in(SessionState.OPEN_SENT),
              new StopTimer(SessionTimer.CONNECT_RETRY),
              sendOpen,
              new StartTimer(SessionTimer.HOLD, policy.openWait()));
      case Stop _, Leave _ ->
          Step.of(status.idle(0), new StopTimer(SessionTimer.CONNECT_RETRY), new Close());
      // A dial in flight goes on: there is nothing to reset.
      case Clear _ -> Step.of(status.forgiven());
      default -> Step.of(status);
    };
  }

  private Step openSent(Status status, SessionEvent event) {
    return switch (event) {
      case OpenReceived(Message.Open open) ->
          switch (OpenVerdict.of(open, policy)) {
            case OpenVerdict.Accepted(int holdTime) -> confirm(status, open, holdTime);
            case OpenVerdict.Refused refused ->
                malformed(status, new MessageMalformed(refused.malformed()));
          };
      case KeepaliveReceived _, UpdateReceived _, RefreshReceived _ ->
          unexpected(status, NotificationCode.UNEXPECTED_IN_OPEN_SENT, event);
      // Section 8.2.2: back to Active, where the peer may try again at once.
      case TcpFailed(SessionEnding ending) -> lost(status, ending);
      default -> connected(status, event);
    };
  }

  private Step lost(Status status, SessionEnding ending) {
    Status next = status.idle(status.errors()).in(SessionState.ACTIVE);
    return end(status, null, ending, next, policy.dial() ? connectRetry() : null);
  }

  private Step confirm(Status status, Message.Open open, int holdTime) {
    List<SessionAction> actions = new ArrayList<>();
    actions.add(KEEPALIVE);
    if (holdTime == 0) {
      actions.add(new StopTimer(SessionTimer.HOLD));
    } else {
      actions.add(new StartTimer(SessionTimer.HOLD, holdTime));
      actions.add(new StartTimer(SessionTimer.KEEPALIVE, keepaliveTime(holdTime)));
    }
    return new Step(status.confirmed(holdTime, open), actions);
  }

  private Step openConfirm(Status status, SessionEvent event) {
    return switch (event) {
      case KeepaliveReceived _ -> establish(status);
      case OpenReceived _, UpdateReceived _, RefreshReceived _ ->
          unexpected(status, NotificationCode.UNEXPECTED_IN_OPEN_CONFIRM, event);
      case KeepaliveExpired _ -> keepalive(status);
      default -> connected(status, event);
    };
  }

  private Step establish(Status status) {
    Message.Open open = status.open();
    if (open == null) {
      throw new IllegalStateException("OpenConfirm without an OPEN");
    }
    List<SessionAction> actions = new ArrayList<>();
    actions.add(new SessionUp(open, status.holdTime()));
    if (status.errors() > 0) {
      actions.add(new StartTimer(SessionTimer.STABLE, STABLE_AFTER));
    }
    return new Step(status.in(SessionState.ESTABLISHED), actions);
  }

  /** Messages restart the hold timer by being received, see {@link SessionTimer#HOLD}. */
  private Step established(Status status, SessionEvent event) {
    return switch (event) {
      case UpdateReceived(Message.Update update) -> Step.of(status, new DeliverUpdate(update));
      case RefreshReceived(Message.RouteRefresh refresh) ->
          Step.of(status, new DeliverRefresh(refresh));
      case KeepaliveReceived _ -> Step.of(status);
      case KeepaliveExpired _ -> keepalive(status);
      case ProvenStable _ -> Step.of(status.forgiven());
      case SendHoldExpired _ ->
          again(
              status,
              NotificationCode.SEND_HOLD_TIMER_EXPIRED.plain(),
              new SessionEnding.SendHoldTimerExpired());
      case PrefixLimitReached reached -> overLimit(status, reached);
      case OpenReceived _ -> unexpected(status, NotificationCode.UNEXPECTED_IN_ESTABLISHED, event);
      default -> connected(status, event);
    };
  }

  /** A peer that keeps our routes meanwhile gets no NOTIFICATION (RFC 4724, section 4). */
  private Step leave(Status status) {
    Message.Notification notification = NotificationCode.ADMINISTRATIVE_SHUTDOWN.plain();
    return end(
        status,
        restart(status).isPresent() ? null : notification,
        new SessionEnding.NotificationSent(notification, notification.describe()),
        status.idle(0),
        null);
  }

  private Optional<GracefulRestart> restart(Status status) {
    Message.Open theirs = status.open();
    return theirs == null ? Optional.empty() : restart(theirs);
  }

  /** Where a plain NOTIFICATION would leave routes behind, a hard reset does not (RFC 8538). */
  private Message.Notification hard(Status status, Message.Notification notification) {
    boolean leavesRoutes = restart(status).map(GracefulRestart::notification).orElse(false);
    return leavesRoutes && RestartRules.isFinal(notification)
        ? NotificationCode.hardReset(notification)
        : notification;
  }

  private Step overLimit(Status status, PrefixLimitReached reached) {
    return end(
        status,
        hard(status, NotificationCode.maximumPrefixes(reached.family(), reached.limit())),
        new SessionEnding.TooManyPrefixes(reached.family(), reached.limit()),
        status.idle(status.errors()),
        reached.restartSeconds() == 0
            ? null
            : new StartTimer(SessionTimer.IDLE_HOLD, reached.restartSeconds()));
  }

  private static Step keepalive(Status status) {
    return Step.of(
        status,
        KEEPALIVE,
        new StartTimer(SessionTimer.KEEPALIVE, keepaliveTime(status.holdTime())));
  }

  /**
   * What OpenSent, OpenConfirm and Established have in common: the ways in which a connection ends.
   */
  private Step connected(Status status, SessionEvent event) {
    return switch (event) {
      case Stop(Message.Notification notification) ->
          end(
              status,
              hard(status, notification),
              new SessionEnding.NotificationSent(notification, notification.describe()),
              status.idle(0),
              null);
      case Leave _ -> leave(status);
      case Reset(Message.Notification notification, String why) ->
          again(status, notification, new SessionEnding.NotificationSent(notification, why));
      case Clear _ -> Step.of(status.forgiven());
      case CollisionLost _ -> {
        NotificationCode code = NotificationCode.CONNECTION_COLLISION;
        yield end(
            status,
            code.plain(),
            new SessionEnding.Collision(),
            status.idle(status.errors()),
            null);
      }
      case HoldExpired _ ->
          again(
              status,
              NotificationCode.HOLD_TIMER_EXPIRED.plain(),
              new SessionEnding.HoldTimerExpired(status.holdTime()));
      case MessageMalformed malformed -> malformed(status, malformed);
      case TcpFailed(SessionEnding ending) -> again(status, null, ending);
      case NotificationReceived(Message.Notification notification) ->
          again(status, null, new SessionEnding.NotificationReceived(notification));
      default -> Step.of(status);
    };
  }

  private Step malformed(Status status, MessageMalformed event) {
    return broken(
        status, event.malformed().notification(), "we refused: " + event.malformed().why());
  }

  /** RFC 6608, section 4: the data is the type of the unexpected message. */
  private Step unexpected(Status status, NotificationCode code, SessionEvent event) {
    Octets type = Octets.of((byte) typeOf(event));
    return broken(status, code.with(type), code.text());
  }

  private static int typeOf(SessionEvent received) {
    return switch (received) {
      case OpenReceived _ -> Message.OPEN;
      case UpdateReceived _ -> Message.UPDATE;
      case RefreshReceived _ -> Message.ROUTE_REFRESH;
      default -> Message.KEEPALIVE;
    };
  }

  /**
   * The peer broke the protocol: it has to wait, longer each time (section 8.1.1,
   * DampPeerOscillations).
   */
  private Step broken(Status status, Message.Notification notification, String why) {
    int errors = status.errors() + 1;
    int pause = Math.min(1 << Math.min(errors - 1, 16), MAX_IDLE_HOLD);
    return end(
        status,
        notification,
        new SessionEnding.ProtocolViolation(notification, why),
        status.idle(errors),
        new StartTimer(SessionTimer.IDLE_HOLD, pause));
  }

  /**
   * No protocol error: start over at once. If we dial, wait a second first. Otherwise a peer that
   * hangs up would keep both sides busy.
   */
  private Step again(
      Status status, Message.@Nullable Notification notification, SessionEnding ending) {
    StartTimer restart = new StartTimer(SessionTimer.IDLE_HOLD, policy.dial() ? 1 : 0);
    return end(status, notification, ending, status.idle(status.errors()), restart);
  }

  private static Step end(
      Status status,
      Message.@Nullable Notification notification,
      SessionEnding ending,
      Status next,
      @Nullable SessionAction restart) {
    List<SessionAction> actions = new ArrayList<>();
    if (notification != null) {
      actions.add(new Send(notification));
    }
    actions.add(new Close());
    actions.add(new StopTimer(SessionTimer.HOLD));
    actions.add(new StopTimer(SessionTimer.KEEPALIVE));
    actions.add(new StopTimer(SessionTimer.STABLE));
    actions.add(
        status.state() == SessionState.ESTABLISHED
            ? new SessionDown(ending)
            : new AttemptFailed(ending));
    if (restart != null) {
      actions.add(restart);
    }
    return new Step(next, actions);
  }

  private static Message.Open openOf(SessionPolicy policy) {
    int twoOctetAsn = policy.localAsn() > 65535 ? Message.AS_TRANS : (int) policy.localAsn();
    return new Message.Open(
        4, twoOctetAsn, policy.holdTime(), policy.localRouterId(), policy.capabilities());
  }

  private StartTimer connectRetry() {
    return new StartTimer(SessionTimer.CONNECT_RETRY, policy.connectRetry());
  }

  /** A third of the hold time, as section 10 suggests. */
  private static int keepaliveTime(int holdTime) {
    return Math.max(1, holdTime / 3);
  }
}
