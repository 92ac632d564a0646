package io.podspan.servicekit.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.servicekit.supervise.HandClock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final TopicPartition PARTITION = new TopicPartition("podspan.probes", 3);
  private static final Duration SHORT = Duration.ofSeconds(10);

  private final HandClock clock = new HandClock();
  private final Progress progress = new Progress("topics", clock);

  @Test
  void waitsFromTheStartUntilItHasPartitions() {
    clock.pass(SHORT);
    assertThat(progress.waiting().orElseThrow().toString())
        .isEqualTo("not yet assigned any partition (since 2026-01-01T00:00:00Z)");
    progress.assigned(1);
    assertThat(progress.waiting()).isEmpty();
  }

  @Test
  void waitsAgainWhenItsPartitionsAreTaken() {
    progress.assigned(1);
    clock.pass(SHORT);
    progress.unassigned();
    assertThat(progress.waiting().orElseThrow().since()).isEqualTo("2026-01-01T00:00:10Z");
  }

  @Test
  void aMemberWithoutPartitionsIsNeverBehind() {
    progress.assigned(0);
    look(Map.of(), 0);
    clock.pass(Progress.OLDEST_LAG);
    look(Map.of(), 0);
    assertThat(progress.waiting()).isEmpty();
  }

  @Test
  void aYoungLagIsTold() {
    progress.assigned(8);
    look(5, 2);
    assertThat(progress.waiting()).isEmpty();
    assertThat(progress.text())
        .isEqualTo(
            "8 partitions, 3 records behind, knows everything until 2026-01-01T00:00:00Z, no record"
                + " handled yet");
  }

  @Test
  void waitsWhenTheLagIsTooOld() {
    progress.assigned(1);
    look(5, 2);
    clock.pass(Progress.OLDEST_LAG);
    look(5, 2);
    assertThat(progress.waiting()).isEmpty();
    clock.pass(Duration.ofMillis(1));
    assertThat(progress.waiting().orElseThrow().what()).startsWith("behind: 1 partitions, 3 rec");
    look(5, 5);
    assertThat(progress.waiting()).isEmpty();
  }

  @Test
  void waitsWhenItIsStuckInABatchAndAsksKafkaNoMore() {
    progress.assigned(1);
    look(5, 5);
    clock.pass(Progress.OLDEST_LAG.plusMillis(1));
    assertThat(progress.waiting()).isPresent();
  }

  @Test
  void keepsUpAlthoughNewRecordsNeverCease() {
    progress.assigned(1);
    for (int round = 1; round <= 20; round++) {
      look(100L * round, 100L * (round - 1));
      clock.pass(SHORT);
      assertThat(progress.waiting()).as("round %d", round).isEmpty();
    }
  }

  @Test
  void tellsTheLastRecordThatIsHandledAndWhen() {
    progress.assigned(1);
    progress.took(new ConsumerRecord<>("podspan.probes", 3, 17, "key", "value"));
    assertThat(progress.text()).contains("no record handled yet");
    clock.pass(SHORT);
    progress.handled();
    assertThat(progress.text())
        .contains("last record podspan.probes-3@17 handled at 2026-01-01T00:00:10Z");
  }

  @Test
  void whileKafkaIsSilentTheLagIsUnknownAndNotTooOld() {
    progress.assigned(1);
    look(5, 2);
    clock.pass(SHORT);
    progress.silent();
    clock.pass(Progress.OLDEST_LAG);
    progress.silent();
    assertThat(progress.waiting()).isEmpty();
    assertThat(progress.text())
        .contains("lag unknown: Kafka does not answer since 2026-01-01T00:00:10Z");
  }

  @Test
  void asksKafkaEveryTwoSeconds() {
    assertThat(progress.isDue()).as("without partitions").isFalse();
    progress.assigned(1);
    assertThat(progress.isDue()).isTrue();
    look(5, 5);
    assertThat(progress.isDue()).isFalse();
    clock.pass(Duration.ofSeconds(2));
    assertThat(progress.isDue()).isTrue();
  }

  private void look(long end, long position) {
    look(Map.of(PARTITION, end), position);
  }

  private void look(Map<TopicPartition, Long> ends, long position) {
    progress.looked(ends, _ -> position);
  }
}
