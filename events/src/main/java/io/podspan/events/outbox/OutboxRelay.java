package io.podspan.events.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Sends committed outbox rows to Kafka in order. Owned by one thread, which calls {@link
 * #relayOnce} whenever it is woken or a second has passed; the thread itself is the service's.
 */
public final class OutboxRelay {
  private static final int BATCH = 500;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

  private final DataSource dataSource;
  private final Producer<String, byte[]> producer;
  private final String schema;

  /**
   * @param producer set as {@link OrderedDelivery} says, or the order within a key is not kept
   */
  public OutboxRelay(DataSource dataSource, Producer<String, byte[]> producer, String schema) {
    this.dataSource = dataSource;
    this.producer = producer;
    this.schema = Schema.checked(schema);
  }

  private record Row(long id, ProducerRecord<String, byte[]> record) {}

  /**
   * Sends one batch, if this relay is the active one.
   *
   * @return how many rows were sent; a full batch means that there may be more
   * @throws SQLException when Postgres fails: nothing is marked, the next call sends again
   * @throws ExecutionException when Kafka did not acknowledge a record: as above
   */
  public int relayOnce() throws SQLException, ExecutionException, InterruptedException {
    try (Connection connection = dataSource.getConnection()) {
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(false);
      try {
        int sent = lockIsOurs(connection) ? sendBatch(connection) : 0;
        connection.commit();
        return sent;
      } catch (SQLException | ExecutionException | InterruptedException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(autoCommit);
      }
    }
  }

  /** Held until the transaction ends: batches of two relays never overlap. */
  private boolean lockIsOurs(Connection connection) throws SQLException {
    String lock = "select pg_try_advisory_xact_lock(hashtext('podspan.outbox.' || ?))";
    try (PreparedStatement statement = connection.prepareStatement(lock)) {
      statement.setString(1, schema);
      try (ResultSet result = statement.executeQuery()) {
        return result.next() && result.getBoolean(1);
      }
    }
  }

  private int sendBatch(Connection connection)
      throws SQLException, ExecutionException, InterruptedException {
    List<Row> rows = unsent(connection);
    if (rows.isEmpty()) {
      return 0;
    }
    List<Future<RecordMetadata>> acknowledgements = new ArrayList<>(rows.size());
    for (Row row : rows) {
      Future<RecordMetadata> acknowledgement = producer.send(row.record());
      if (acknowledgement.isDone()) {
        // Refused at once, as when the broker is away: later records could arrive before it.
        acknowledgement.get();
      }
      acknowledgements.add(acknowledgement);
    }
    producer.flush();
    for (Future<RecordMetadata> acknowledgement : acknowledgements) {
      acknowledgement.get();
    }
    delete(connection, rows);
    return rows.size();
  }

  private List<Row> unsent(Connection connection) throws SQLException {
    String select =
        "select id, topic, key, headers, value from "
            + schema
            + ".outbox where xid < pg_snapshot_xmin(pg_current_snapshot()) order by id limit "
            + BATCH;
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(select);
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        ProducerRecord<String, byte[]> record =
            new ProducerRecord<>(result.getString(2), result.getString(3), result.getBytes(5));
        headers(result.getString(4))
            .forEach(
                (name, value) ->
                    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        rows.add(new Row(result.getLong(1), record));
      }
    }
    return rows;
  }

  private static Map<String, String> headers(String json) {
    try {
      return JSON.readValue(json, HEADERS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an outbox row that Outbox did not write", e);
    }
  }

  private void delete(Connection connection, List<Row> rows) throws SQLException {
    String delete = "delete from " + schema + ".outbox where id = any (?)";
    try (PreparedStatement statement = connection.prepareStatement(delete)) {
      Long[] ids = rows.stream().map(Row::id).toArray(Long[]::new);
      statement.setArray(1, connection.createArrayOf("bigint", ids));
      statement.executeUpdate();
    }
  }
}
