package io.podspan.servicekit.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.events.IntentEvent;
import io.podspan.events.Topic;
import io.podspan.events.envelope.Envelope;
import io.podspan.servicekit.kafka.KafkaClients;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Without the interceptor: each event is attempted once. */
class DeliveryTest {
  private static final RuntimeException AWAY =
      new IllegalStateException(new SQLException("gone", "08006"));
  private static final RuntimeException FAULT = new IllegalArgumentException("poison");

  private final List<Long> dead = new ArrayList<>();
  private final List<List<Long>> handled = new ArrayList<>();
  private final Delivery delivery = new Delivery(new Letters());

  /** Keeps the offsets of dead letters. */
  private final class Letters extends DeadLetters {
    Letters() {
      super(
          new KafkaClients(new SmallRyeConfigBuilder().build(), "nowhere:9092"),
          new SimpleMeterRegistry(),
          "test");
    }

    @Override
    public void send(ConsumerRecord<String, byte[]> record, String reason) {
      dead.add(record.offset());
    }
  }

  private static ArrayDeque<Arrived> batch(int size) {
    ArrayDeque<Arrived> batch = new ArrayDeque<>();
    LongStream.range(0, size).mapToObj(DeliveryTest::arrived).forEach(batch::add);
    return batch;
  }

  private static Arrived arrived(long offset) {
    return new Arrived(
        new ConsumerRecord<>(Topic.INTENT_NAME, 0, offset, "key", new byte[0]),
        Envelope.of("/test", Instant.EPOCH, new IntentEvent.ClusterRemoved("c-" + offset)));
  }

  /** Throws at a batch that holds this offset, and keeps the offsets of every other one. */
  private Consumer<List<Arrived>> refusing(long offset, RuntimeException failure) {
    return batch -> {
      List<Long> offsets = batch.stream().map(arrived -> arrived.record().offset()).toList();
      if (offsets.contains(offset)) {
        throw failure;
      }
      handled.add(offsets);
    };
  }

  @Test
  void handsAWholeBatchOverAtOnce() throws InterruptedException {
    ArrayDeque<Arrived> batch = batch(3);
    delivery.deliver(batch, refusing(-1, FAULT));
    assertThat(handled).containsExactly(List.of(0L, 1L, 2L));
    assertThat(batch).isEmpty();
  }

  @Test
  void doesNotCallTheHandlerWithNothing() throws InterruptedException {
    delivery.deliver(batch(0), refusing(-1, FAULT));
    assertThat(handled).isEmpty();
  }

  @Test
  void onlyTheEventThatCannotBeHandledBecomesADeadLetter() throws InterruptedException {
    ArrayDeque<Arrived> batch = batch(3);
    delivery.deliver(batch, refusing(1, FAULT));
    assertThat(handled).containsExactly(List.of(0L), List.of(2L));
    assertThat(dead).containsExactly(1L);
    assertThat(batch).isEmpty();
  }

  @Test
  void whileTheDatabaseIsAwayNothingIsLostAndNothingIsADeadLetter() throws InterruptedException {
    ArrayDeque<Arrived> batch = batch(3);
    assertThatThrownBy(() -> delivery.deliver(batch, refusing(1, AWAY))).isSameAs(AWAY);
    assertThat(batch).hasSize(3);
    assertThat(dead).isEmpty();
    delivery.deliver(batch, refusing(-1, FAULT));
    assertThat(handled).containsExactly(List.of(0L, 1L, 2L));
  }

  @Test
  void whatIsDoneWhenTheDatabaseGoesAwayIsNotDoneAgain() {
    ArrayDeque<Arrived> batch = batch(3);
    Consumer<List<Arrived>> poison = refusing(1, FAULT);
    assertThatThrownBy(
            () ->
                delivery.deliver(
                    batch,
                    events -> {
                      poison.accept(events);
                      if (events.getFirst().record().offset() == 2) {
                        throw AWAY;
                      }
                    }))
        .isSameAs(AWAY);
    assertThat(batch).extracting(arrived -> arrived.record().offset()).containsExactly(2L);
    assertThat(dead).containsExactly(1L);
  }

  @Test
  void whatFailsWhileTheServiceStopsIsLeftForTheNextStart() {
    delivery.stop(new ShutdownEvent());
    ArrayDeque<Arrived> batch = batch(1);
    assertThatThrownBy(() -> delivery.deliver(batch, refusing(0, FAULT))).hasCause(FAULT);
    assertThat(batch).hasSize(1);
    assertThat(dead).isEmpty();
  }
}
