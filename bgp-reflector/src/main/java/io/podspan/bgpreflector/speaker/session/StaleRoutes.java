package io.podspan.bgpreflector.speaker.session;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.GracefulRestart;
import io.podspan.bgpreflector.fsm.RestartRules;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.speaker.shards.ShardCommand;
import io.podspan.bgpreflector.speaker.shards.ShardSender;
import io.podspan.bgpreflector.speaker.timers.TimerWheel;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The routes of a peer that has lost its session and may come back for them (RFC 4724, section
 * 4.2). They go when the peer has announced everything again, when it comes back without them, and
 * when its time is over: the restart time that it announced, once for coming back, and once more
 * for announcing. Owned by the peer's I/O loop; {@link #families} may be read by any thread.
 */
final class StaleRoutes {
  private final ShardSender sender;
  private final TimerWheel timers;
  private final Runnable onExpired;
  private TimerWheel.@Nullable Timer timer;
  private @Nullable RouteSource source;
  private int seconds;
  private boolean hasSession;
  private volatile Set<AddressFamily> families = Set.of();

  /**
   * @param onExpired run when the time is over
   */
  StaleRoutes(ShardSender sender, TimerWheel timers, Runnable onExpired) {
    this.sender = sender;
    this.timers = timers;
    this.onExpired = onExpired;
  }

  /** The families of which routes may be stale. Any thread. */
  Set<AddressFamily> families() {
    return families;
  }

  boolean isEmpty() {
    return families.isEmpty();
  }

  /**
   * The session is over, and the shards keep its routes.
   *
   * @param kept the families whose routes stay
   */
  void keep(
      RouteSource of, Set<AddressFamily> kept, Set<AddressFamily> negotiated, int restartSeconds) {
    source = of;
    seconds = restartSeconds;
    hasSession = false;
    for (AddressFamily family : negotiated) {
      if (!kept.contains(family)) {
        sender.submit(new ShardCommand.RefreshEnds(of, family));
      }
    }
    hold(kept);
  }

  /** All routes of the peer were withdrawn with its session. */
  void forgotten() {
    source = null;
    hold(Set.of());
  }

  /** The peer is no longer what it was: what is left of it goes. */
  void drop() {
    RouteSource of = source;
    if (of != null && !isEmpty()) {
      if (hasSession) {
        sweep(of, families);
      } else {
        sender.submit(new ShardCommand.Forget(of));
      }
    }
    forgotten();
  }

  /** Called before the new session is told of: this source, or another that takes its place. */
  void comesBackAs(RouteSource next) {
    if (source != null && !next.equals(source)) {
      drop();
    }
  }

  /**
   * The new session is up: what the peer did not preserve goes at once.
   *
   * @param theirs how the peer restarts, null when it does not do so gracefully
   */
  void cameBack(@Nullable GracefulRestart theirs, Set<AddressFamily> negotiated) {
    RouteSource of = source;
    if (of == null || isEmpty()) {
      return;
    }
    hasSession = true;
    Set<AddressFamily> left = EnumSet.copyOf(families);
    left.retainAll(theirs == null ? Set.of() : RestartRules.stillKept(theirs, negotiated));
    Set<AddressFamily> gone = EnumSet.copyOf(families);
    gone.removeAll(left);
    sweep(of, gone);
    hold(left);
  }

  /** The peer has announced everything of the family; the shards sweep by themselves. */
  void announcedAll(AddressFamily family) {
    if (families.contains(family)) {
      Set<AddressFamily> left = EnumSet.copyOf(families);
      left.remove(family);
      families = Set.copyOf(left);
      if (left.isEmpty()) {
        hold(left);
      }
    }
  }

  private void sweep(RouteSource of, Set<AddressFamily> which) {
    which.forEach(family -> sender.submit(new ShardCommand.RefreshEnds(of, family)));
  }

  private void hold(Set<AddressFamily> next) {
    families = Set.copyOf(next);
    TimerWheel.Timer running = timer;
    if (!next.isEmpty()) {
      if (running == null) {
        running = timers.timer(this::expire);
        timer = running;
      }
      running.startSeconds(seconds);
    } else if (running != null) {
      running.stop();
    }
  }

  private void expire() {
    drop();
    onExpired.run();
  }
}
