package io.podspan.bgpreflector.speaker.sockets;

import io.netty.channel.EventLoop;
import io.podspan.bgpreflector.speaker.output.LoopPumps;
import io.podspan.bgpreflector.speaker.timers.TimerWheel;
import java.util.function.LongSupplier;

/** One of the threads for sockets, and what all its sessions share. */
public record IoLoop(
    EventLoop events, TimerWheel timers, LoopPumps pumps, ReceiveBuffer receiveBuffer) {

  public static IoLoop of(EventLoop events, LongSupplier nanos) {
    return new IoLoop(
        events, new TimerWheel(events, nanos), new LoopPumps(events), new ReceiveBuffer());
  }

  public void execute(Runnable task) {
    events.execute(task);
  }
}
