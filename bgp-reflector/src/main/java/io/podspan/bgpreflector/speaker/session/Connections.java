package io.podspan.bgpreflector.speaker.session;

import io.podspan.bgp.wire.Message;
import io.podspan.bgpreflector.fsm.Collision;
import io.podspan.bgpreflector.fsm.SessionEvent;
import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.fsm.Status;
import io.podspan.bgpreflector.speaker.report.RefusalReason;
import io.podspan.bgpreflector.speaker.sockets.IoLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A peer's connection, and during a collision a second one (RFC 4271, section 6.8). Owned by the
 * peer's I/O loop.
 */
final class Connections {
  /** A connection that has been without an OPEN for so long does not win over one that has it. */
  private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /**
   * Two speakers that dial each other at the same moment need less to see each other's connections.
   * What comes later in an established session is a peer that has restarted.
   */
  private static final long COLLISION_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Connection.Peer peer;
  private Connection primary;
  private @Nullable Connection contender;
  private boolean contenderIsRestart;

  Connections(Connection.Peer peer, SessionContext context, IoLoop loop, Status status) {
    this.peer = peer;
    this.primary = Connection.idle(peer, context, loop, status);
  }

  Connection primary() {
    return primary;
  }

  boolean isQuiet() {
    return contender == null && primary.state() == SessionState.ACTIVE;
  }

  void onAll(SessionEvent event) {
    if (contender != null) {
      contender.on(event);
    }
    primary.on(event);
  }

  void forEach(Consumer<Connection> task) {
    task.accept(primary);
    if (contender != null) {
      task.accept(contender);
    }
  }

  /** The connection that takes a connection which the peer opened, or why none does. */
  @Nullable Connection forIncoming(Consumer<RefusalReason> onRefused) {
    return switch (primary.state()) {
      case IDLE -> {
        onRefused.accept(RefusalReason.IDLE_HOLD);
        yield null;
      }
      case ACTIVE -> primary;
      case ESTABLISHED -> {
        // If the peer has restarted, its kernel answers this with a reset of the old connection.
        primary.send(Message.Keepalive.INSTANCE);
        if (mayHaveRestarted(primary)) {
          // RFC 4724, section 5. An OPEN on it shows that a BGP speaker is there, not only TCP.
          yield newContender(true);
        }
        onRefused.accept(RefusalReason.ALREADY_ESTABLISHED);
        yield null;
      }
      // Our dial goes on: the peer may be about to give up its own for it.
      case CONNECT, OPEN_SENT, OPEN_CONFIRM -> newContender(false);
    };
  }

  private Connection newContender(boolean restart) {
    if (contender != null) {
      contender.on(new SessionEvent.CollisionLost());
    }
    Connection added = primary.contender();
    contender = added;
    contenderIsRestart = restart;
    return added;
  }

  /**
   * Decided as soon as the peer's identifier is known; ends the other connection if that one loses.
   */
  @SuppressWarnings("ReferenceEquality") // connections are places
  boolean losesCollision(Connection opened, Message.Open open) {
    Connection second = contender;
    if (second == null || !isConnected(primary)) {
      return false;
    }
    if (opened == second && restartedAs(open)) {
      primary.on(new SessionEvent.TcpFailed("the peer has restarted and opened another one"));
      return false;
    }
    Connection loser = loser(opened, second, open);
    if (loser == opened) {
      return true;
    }
    loser.on(new SessionEvent.CollisionLost());
    return false;
  }

  private boolean restartedAs(Message.Open open) {
    return contenderIsRestart
        && primary.state() == SessionState.ESTABLISHED
        && peer.machine().accepts(open);
  }

  private static boolean mayHaveRestarted(Connection connection) {
    EstablishedSession up = connection.established();
    return up != null
        && up.negotiated().restart() != null
        && connection.sinceEstablished() >= COLLISION_NANOS;
  }

  @SuppressWarnings("ReferenceEquality") // connections are places
  private Connection loser(Connection opened, Connection second, Message.Open open) {
    if (primary.state() == SessionState.ESTABLISHED) {
      return second;
    }
    if (primary.isOurs() == second.isOurs()) {
      // Both of the peer's making: it has forgotten the older one.
      return primary;
    }
    Connection other = opened == primary ? second : primary;
    if (isStale(other)) {
      return other;
    }
    boolean keepOurs =
        Collision.resolve(peer.machine().policy(), open.routerId()) == Collision.KEEP_OURS;
    return primary.isOurs() == keepOurs ? second : primary;
  }

  private static boolean isStale(Connection connection) {
    return connection.state() == SessionState.OPEN_SENT && connection.waiting() > STALE_NANOS;
  }

  /** After every event: whoever is left becomes the primary connection. */
  void settle() {
    Connection second = contender;
    if (second == null) {
      return;
    }
    if (second.state() == SessionState.IDLE || second.channel() == null) {
      second.dispose();
      contender = null;
    } else if (isHopeless(primary) || second.state() == SessionState.ESTABLISHED) {
      primary.dispose();
      primary = second;
      contender = null;
    }
  }

  private static boolean isHopeless(Connection connection) {
    return connection.state() == SessionState.IDLE || connection.state() == SessionState.ACTIVE;
  }

  private static boolean isConnected(Connection connection) {
    return switch (connection.state()) {
      case IDLE, CONNECT, ACTIVE -> false;
      case OPEN_SENT, OPEN_CONFIRM, ESTABLISHED -> true;
    };
  }
}
