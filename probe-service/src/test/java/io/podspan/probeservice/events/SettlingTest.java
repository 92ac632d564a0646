package io.podspan.probeservice.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class SettlingTest {
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final List<Long> pauses = new ArrayList<>();
  private long nanos;
  private final List<String> triggered = new ArrayList<>();
  private final Settling settling =
      new Settling(
          (after, task) -> {
            pauses.add(after.toMillis());
            later.add(task);
          },
          triggered::add,
          Duration.ofMillis(200),
          Duration.ofSeconds(1),
          () -> nanos);

  private void timePasses() {
    while (!later.isEmpty()) {
      later.remove().run();
    }
  }

  @Test
  void manyHintsBecomeOneTriggerPerCluster() {
    settling.hint("paris");
    settling.hint("paris");
    settling.hint("tokyo");
    assertThat(triggered).isEmpty();
    timePasses();
    assertThat(triggered).containsExactly("paris", "tokyo");
  }

  @Test
  void aHintAfterTheTriggerTriggersAgain() {
    settling.hint("paris");
    timePasses();
    settling.hint("paris");
    timePasses();
    assertThat(triggered).containsExactly("paris", "paris");
  }

  @Test
  void triggersOfAClusterKeepADistance() {
    settling.hint("paris");
    timePasses();
    nanos += 300_000_000L;
    settling.hint("paris");
    settling.hint("tokyo");
    timePasses();
    nanos += 5_000_000_000L;
    settling.hint("paris");
    assertThat(pauses).containsExactly(200L, 700L, 200L, 200L);
  }
}
