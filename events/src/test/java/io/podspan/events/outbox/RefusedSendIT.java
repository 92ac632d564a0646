package io.podspan.events.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.events.Samples;
import io.podspan.events.envelope.Envelope;
import io.podspan.testkit.Infrastructure;
import java.sql.Connection;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What a producer refuses at once, because it knows no broker, is not overtaken. */
class RefusedSendIT {
  private static final String SCHEMA = "console";

  /** Kafka's own stand-in, which refuses its first record as the real one does without metadata. */
  private static final class RefusesFirst extends MockProducer<String, byte[]> {
    private boolean refused;

    RefusesFirst() {
      super(true, null, new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
      if (refused) {
        return super.send(record);
      }
      refused = true;
      return CompletableFuture.failedFuture(new TimeoutException("no metadata"));
    }
  }

  @Test
  void nothingOvertakesARecordThatWasRefused() throws Exception {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(Infrastructure.jdbcUrl());
    database.setUser(SCHEMA);
    database.setPassword(Infrastructure.password(SCHEMA));
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("set search_path to " + SCHEMA);
      statement.execute(Outbox.DDL);
      statement.execute(Parking.DDL);
      var envelopes =
          Samples.all().stream()
              .map(event -> Envelope.of("/podspan/test", Instant.now(), event))
              .toList();
      new Outbox(SCHEMA).append(connection, envelopes);
    }
    RefusesFirst producer = new RefusesFirst();
    OutboxRelay relay = new OutboxRelay(database, producer, SCHEMA);

    assertThatThrownBy(relay::relayOnce).isInstanceOf(ExecutionException.class);
    assertThat(producer.history()).isEmpty();

    assertThat(relay.relayOnce()).isEqualTo(Samples.all().size());
    assertThat(producer.history().stream().map(ProducerRecord::key).toList())
        .isEqualTo(Samples.all().stream().map(event -> event.subject()).toList());
  }
}
