package io.podspan.bgpreflector.speaker.output;

import io.netty.channel.EventLoop;
import io.podspan.bgpreflector.reflect.OutputLoop;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The pumps of one I/O loop. One task runs all of them, so that a route to a thousand members costs
 * one wake-up per loop.
 */
public final class LoopPumps implements OutputLoop {
  private final EventLoop loop;
  private final AtomicBoolean pending = new AtomicBoolean();
  private final Set<OutboundPump> pumps = new LinkedHashSet<>();

  /** What is walked, because pumps may go while it is; null when they have changed. */
  private @Nullable List<OutboundPump> snapshot;

  public LoopPumps(EventLoop loop) {
    this.loop = loop;
  }

  @Override
  public void wake() {
    if (pending.compareAndSet(false, true)) {
      loop.execute(this::pumpAll);
    }
  }

  /** Runs a task on the loop. */
  void execute(Runnable task) {
    loop.execute(task);
  }

  private void pumpAll() {
    pending.set(false);
    List<OutboundPump> all = snapshot;
    if (all == null) {
      all = List.copyOf(pumps);
      snapshot = all;
    }
    for (OutboundPump pump : all) {
      pump.pump();
    }
  }

  /** On the loop. */
  public void add(OutboundPump pump) {
    pumps.add(pump);
    snapshot = null;
  }

  /** On the loop. */
  public void remove(OutboundPump pump) {
    pumps.remove(pump);
    snapshot = null;
  }
}
