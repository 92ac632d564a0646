package io.podspan.bgpreflector.speaker.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.podspan.bgpreflector.speaker.timers.TimerWheel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoopPulsesTest {
  private final EmbeddedChannel clock = new EmbeddedChannel();
  private long nanos;
  private int looks;

  private final class Looked implements LoopPulses.Patient {
    @Override
    public @Nullable TcpSigns signs() {
      looks++;
      return null;
    }

    @Override
    public void onFinding(Finding finding) {}
  }

  private static final class Broken implements LoopPulses.Patient {
    @Override
    public @Nullable TcpSigns signs() {
      throw new IllegalStateException("the channel is of another kind");
    }

    @Override
    public void onFinding(Finding finding) {}
  }

  private void advance(int seconds) {
    for (long passed = 0; passed <= TimeUnit.SECONDS.toNanos(seconds); ) {
      passed += TimerWheel.TICK_NANOS;
      nanos += TimerWheel.TICK_NANOS;
      clock.advanceTimeBy(TimerWheel.TICK_NANOS, TimeUnit.NANOSECONDS);
      clock.runScheduledPendingTasks();
    }
  }

  @Test
  void aLookThatFailsCostsNoOtherPeerItsLook() {
    clock.freezeTime();
    LoopPulses pulses = new LoopPulses(new TimerWheel(clock.eventLoop(), () -> nanos));
    pulses.add(new Broken());
    pulses.add(new Looked());
    advance(3);
    assertThat(looks).isGreaterThanOrEqualTo(2);
  }
}
