package io.podspan.bgpreflector.speaker.timers;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
  private final EmbeddedChannel clock = new EmbeddedChannel();
  private final List<String> expired = new ArrayList<>();
  private long nanos;
  private TimerWheel wheel;

  @BeforeEach
  void start() {
    clock.freezeTime();
    wheel = new TimerWheel(clock.eventLoop(), () -> nanos);
  }

  private TimerWheel.Timer timer(String name) {
    return wheel.timer(() -> expired.add(name));
  }

  private void advance(long nanosMore) {
    nanos += nanosMore;
    clock.advanceTimeBy(nanosMore, TimeUnit.NANOSECONDS);
    clock.runScheduledPendingTasks();
  }

  private void ticks(int count) {
    for (int i = 0; i < count; i++) {
      advance(TimerWheel.TICK_NANOS);
    }
  }

  @Test
  void expiresInTheOrderOfDeadlines() {
    timer("late").startSeconds(2);
    timer("early").startSeconds(1);

    ticks(10);
    assertThat(expired).containsExactly("early");
    ticks(10);
    assertThat(expired).containsExactly("early", "late");
  }

  @Test
  void goesOnWhenWhatATimerStartedFails() {
    wheel
        .timer(
            () -> {
              throw new IllegalStateException("of one peer");
            })
        .startSeconds(1);
    timer("of the same tick").startSeconds(1);
    timer("later").startSeconds(2);

    ticks(10);
    assertThat(expired).containsExactly("of the same tick");
    ticks(10);
    assertThat(expired).containsExactly("of the same tick", "later");
  }

  @Test
  void waitsForMoreThanARound() {
    timer("long").startSeconds(240);

    ticks(2399);
    assertThat(expired).isEmpty();
    ticks(1);
    assertThat(expired).containsExactly("long");
  }

  @Test
  void canBePostponedBroughtForwardAndStopped() {
    TimerWheel.Timer postponed = timer("postponed");
    postponed.startSeconds(1);
    postponed.startSeconds(3);
    TimerWheel.Timer earlier = timer("earlier");
    earlier.startSeconds(9);
    earlier.startSeconds(2);
    TimerWheel.Timer stopped = timer("stopped");
    stopped.startSeconds(1);
    stopped.stop();

    ticks(25);
    assertThat(expired).containsExactly("earlier");
    ticks(10);
    assertThat(expired).containsExactly("earlier", "postponed");
  }

  @Test
  void knowsWhenTheLoopWasHeldUp() {
    List<Boolean> late = new ArrayList<>();
    TimerWheel.Timer timer = wheel.timer(() -> late.add(wheel.isLate()));
    timer.startSeconds(1);
    ticks(10);
    timer.startSeconds(1);
    advance(TimeUnit.SECONDS.toNanos(5));

    assertThat(late).containsExactly(false, true);
  }

  @Test
  void rests() {
    timer("once").startSeconds(1);
    ticks(11);

    assertThat(clock.hasPendingTasks()).isFalse();
    timer("again").startSeconds(1);
    ticks(11);
    assertThat(expired).containsExactly("once", "again");
  }

  @Test
  void doesAsASortedMapWould() {
    Random random = new Random(Long.getLong("seed", 7));
    TreeMap<Long, String> expected = new TreeMap<>();
    for (int i = 0; i < 500; i++) {
      long tick = 1 + random.nextInt(5000);
      if (expected.putIfAbsent(tick, "at " + tick) == null) {
        timer("at " + tick).start(tick * TimerWheel.TICK_NANOS);
      }
    }

    ticks(5000);

    assertThat(expired).containsExactlyElementsOf(expected.values());
  }
}
