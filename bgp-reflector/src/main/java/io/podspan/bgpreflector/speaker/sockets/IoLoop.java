package io.podspan.bgpreflector.speaker.sockets;

import io.netty.channel.EventLoop;
import io.podspan.bgpreflector.speaker.output.LoopPumps;
import io.podspan.bgpreflector.speaker.pulse.LoopPulses;
import io.podspan.bgpreflector.speaker.timers.TimerWheel;
import java.util.function.LongSupplier;

/** One of the threads for sockets, and what all its sessions share. */
public record IoLoop(
    EventLoop events,
    TimerWheel timers,
    LoopPumps pumps,
    LoopPulses pulses,
    ReceiveBuffer receiveBuffer) {

  public static IoLoop of(EventLoop events, LongSupplier nanos) {
    TimerWheel timers = new TimerWheel(events, nanos);
    return new IoLoop(
        events, timers, new LoopPumps(events), new LoopPulses(timers), new ReceiveBuffer());
  }

  public void execute(Runnable task) {
    events.execute(task);
  }
}
