package io.podspan.events.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.SerializationException;

/** Sends one batch of rows and says what became of each. Owned by the relay's thread. */
final class Dispatch {
  /**
   * Only a record of this size can be too large for a broker. It is sent alone, and its answer is
   * known before anything that depends on it leaves. As large as a batch of the producer.
   */
  private static final int LARGE = 64 << 10;

  /**
   * How long rows are handed over to the producer. A process that stands still in between hands
   * none over when it goes on: another relay may have sent what comes later by then.
   */
  static final Duration HANDS_OVER = Duration.ofSeconds(5);

  private final Producer<String, byte[]> producer;
  private final LongSupplier nanoTime;
  private final long begun;
  private final List<UnderWay> underWay = new ArrayList<>();
  private final List<OutboxRow> taken = new ArrayList<>();
  private final List<Parking.Refused> refused = new ArrayList<>();
  private final Set<Subject> held = new HashSet<>();

  private record UnderWay(OutboxRow row, Future<RecordMetadata> acknowledgement) {}

  /** What order is kept in. */
  private record Subject(String topic, String key) {
    static Subject of(OutboxRow row) {
      return new Subject(row.topic(), row.key());
    }
  }

  /**
   * @param begun when the time began in which rows are handed over
   */
  Dispatch(Producer<String, byte[]> producer, LongSupplier nanoTime, long begun) {
    this.producer = producer;
    this.nanoTime = nanoTime;
    this.begun = begun;
  }

  /**
   * Returns when every row is taken, refused, or held because it depends on one that is refused.
   * When the time is over, the rows that are left are none of these: they are for the next batch.
   *
   * @throws ExecutionException when Kafka does not take a record now: nothing can be said of any
   */
  void send(List<OutboxRow> rows) throws ExecutionException, InterruptedException {
    for (OutboxRow row : rows) {
      if (isOver()) {
        break;
      }
      if (!held.contains(Subject.of(row))) {
        send(row);
      }
    }
    settle();
  }

  private boolean isOver() {
    return nanoTime.getAsLong() - begun > HANDS_OVER.toNanos();
  }

  private void send(OutboxRow row) throws ExecutionException, InterruptedException {
    Future<RecordMetadata> acknowledgement;
    try {
      acknowledgement = producer.send(row.record());
    } catch (SerializationException e) {
      refuse(row, e);
      return;
    }
    underWay.add(new UnderWay(row, acknowledgement));
    // Done at once is refused at once, as when the broker is away: later ones could overtake it.
    if (acknowledgement.isDone() || row.bytes() > LARGE) {
      settle();
    }
  }

  private void settle() throws ExecutionException, InterruptedException {
    producer.flush();
    for (UnderWay each : underWay) {
      try {
        each.acknowledgement().get();
        taken.add(each.row());
      } catch (ExecutionException e) {
        refuse(each.row(), e);
      }
    }
    underWay.clear();
  }

  private <E extends Exception> void refuse(OutboxRow row, E failure) throws E {
    Optional<String> reason = Unsendable.reason(failure);
    if (reason.isEmpty()) {
      throw failure;
    }
    refused.add(new Parking.Refused(row, reason.get()));
    if (Parking.holdsLater(row.topic())) {
      held.add(Subject.of(row));
    }
  }

  List<OutboxRow> taken() {
    return taken;
  }

  List<Parking.Refused> refused() {
    return refused;
  }
}
