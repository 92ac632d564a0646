package io.podspan.bgpreflector.speaker;

import io.netty.channel.EventLoop;
import java.util.function.LongSupplier;

/** One of the threads for sockets, and what all its sessions share. */
record IoLoop(EventLoop events, TimerWheel timers, LoopLane lane, ReceiveBuffer receiveBuffer) {

  static IoLoop of(EventLoop events, LongSupplier nanos) {
    return new IoLoop(
        events, new TimerWheel(events, nanos), new LoopLane(events), new ReceiveBuffer());
  }

  void execute(Runnable task) {
    events.execute(task);
  }
}
