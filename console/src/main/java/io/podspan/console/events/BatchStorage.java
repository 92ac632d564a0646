package io.podspan.console.events;

import io.podspan.console.journal.Arrival;
import io.podspan.console.journal.Journal;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.envelope.Received;
import io.podspan.servicekit.consume.DeadLetters;
import io.podspan.servicekit.problem.ProblemMappers;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Sees a batch into the journal, whatever it holds and whatever the database does. */
@ApplicationScoped
public class BatchStorage {
  private static final Logger LOG = Logger.getLogger(BatchStorage.class);
  private static final long RETRY_MILLIS = 1_000;

  private final Journal journal;
  private final DeadLetters deadLetters;
  private final Ingestion ingestion;
  private final CountDownLatch stopping = new CountDownLatch(1);

  @Inject
  public BatchStorage(Journal journal, DeadLetters deadLetters, Ingestion ingestion) {
    this.journal = journal;
    this.deadLetters = deadLetters;
    this.ingestion = ingestion;
  }

  /** A record with the event that is in it. */
  private record Read(ConsumerRecord<String, byte[]> record, Arrival arrival) {}

  /**
   * @throws IllegalStateException when the service stops meanwhile: the batch stays uncommitted and
   *     comes again
   */
  public void store(List<ConsumerRecord<String, byte[]>> records) {
    ingestion.begins(records);
    List<Read> readable = new ArrayList<>(records.size());
    for (ConsumerRecord<String, byte[]> record : records) {
      switch (EventCodec.read(record)) {
        case Received.Unreadable(String reason) -> deadLetters.send(record, reason);
        case Received.Readable received ->
            readable.add(new Read(record, arrival(record, received)));
      }
    }
    append(readable);
    ingestion.stored(records);
  }

  private static Arrival arrival(
      ConsumerRecord<String, byte[]> record, Received.Readable received) {
    return new Arrival(
        record.topic(),
        record.partition(),
        record.offset(),
        received.envelope(),
        new String(record.value(), StandardCharsets.UTF_8));
  }

  /** A batch that the database refuses is stored one by one, to find the record that it refuses. */
  private void append(List<Read> batch) {
    while (!batch.isEmpty()) {
      try {
        journal.append(batch.stream().map(Read::arrival).toList());
        return;
      } catch (RuntimeException e) {
        if (!ProblemMappers.isDatabaseAway(e)) {
          refused(batch, e);
          return;
        }
        LOG.warnf("%d events wait for the database: %s", batch.size(), e.getMessage());
        pause();
      }
    }
  }

  private void refused(List<Read> batch, RuntimeException reason) {
    if (batch.size() == 1) {
      deadLetters.send(batch.getFirst().record(), "could not be stored: " + reason.getMessage());
      return;
    }
    LOG.warnf("%d events are stored one by one: %s", batch.size(), reason.getMessage());
    batch.forEach(read -> append(List.of(read)));
  }

  private void pause() {
    try {
      if (stopping.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("the service is stopping");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the service is stopping", e);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    stopping.countDown();
  }
}
