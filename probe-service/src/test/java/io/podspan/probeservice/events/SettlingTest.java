package io.podspan.probeservice.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class SettlingTest {
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final List<String> triggered = new ArrayList<>();
  private final Settling settling = new Settling(later::add, triggered::add);

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
}
