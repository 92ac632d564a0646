package io.podspan.events.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Time is stepped by hand. */
class DispatchTest {
  private long now;

  /** Each record that it is handed takes as long as this. */
  private final class Slow extends MockProducer<String, byte[]> {
    private final long nanos;

    Slow(long nanos) {
      super(true, null, new StringSerializer(), new ByteArraySerializer());
      this.nanos = nanos;
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
      now += nanos;
      return super.send(record);
    }
  }

  private static List<OutboxRow> rows(int count) {
    return LongStream.rangeClosed(1, count)
        .mapToObj(id -> new OutboxRow(id, new ProducerRecord<>("topic", "key", new byte[] {1})))
        .toList();
  }

  @Test
  void whatIsNotHandedOverInTimeIsLeftForTheNextBatch()
      throws ExecutionException, InterruptedException {
    Slow producer = new Slow(Dispatch.HANDS_OVER.toNanos() / 2);
    Dispatch dispatch = new Dispatch(producer, () -> now, now);

    dispatch.send(rows(10));

    assertThat(dispatch.taken()).extracting(OutboxRow::id).containsExactly(1L, 2L, 3L);
    assertThat(dispatch.refused()).isEmpty();
    assertThat(producer.history()).hasSize(3);
  }

  @Test
  void aProcessThatStoodStillHandsNothingOverAnyMore()
      throws ExecutionException, InterruptedException {
    Slow producer = new Slow(0);
    Dispatch dispatch = new Dispatch(producer, () -> now, now);
    now += Dispatch.HANDS_OVER.toNanos() + 1;

    dispatch.send(rows(10));

    assertThat(dispatch.taken()).isEmpty();
    assertThat(producer.history()).isEmpty();
  }
}
