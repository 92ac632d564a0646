package io.podspan.events.outbox;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends committed outbox rows to Kafka in order. Owned by one thread, which calls {@link
 * #relayOnce} whenever it is woken or a second has passed; the thread itself is the service's.
 */
public final class OutboxRelay {
  private static final int BATCH = 500;
  private static final Duration BLOCKS = Duration.ofSeconds(5);
  private static final Duration DELIVERS = Duration.ofSeconds(15);

  /** When its producer has given up what it was handed, at the latest. */
  static final Duration GIVES_UP = BLOCKS.plus(DELIVERS);

  /**
   * How its producer has to be set, besides {@link OrderedDelivery}. It gives up what it could not
   * deliver within this time, before another relay takes over. What remains is a process that
   * stands still after the producer has drained a batch: that one may still arrive late, once.
   */
  public static final Map<String, Object> TIMES =
      Map.of(
          "max.block.ms",
          (int) BLOCKS.toMillis(),
          "request.timeout.ms",
          10_000,
          "delivery.timeout.ms",
          (int) DELIVERS.toMillis());

  private final DataSource dataSource;
  private final Producer<String, byte[]> producer;
  private final String schema;
  private final RelayLock lock;
  private final Parking parking;
  private final RecordSigner signer;

  /**
   * @param producer set as {@link OrderedDelivery} and {@link #TIMES} say, or the order within a
   *     key is not kept
   */
  public OutboxRelay(DataSource dataSource, Producer<String, byte[]> producer, String schema) {
    this(dataSource, producer, schema, RecordSigner.NONE);
  }

  /**
   * @param producer as above
   * @param signer is shown each record before it is sent
   */
  public OutboxRelay(
      DataSource dataSource,
      Producer<String, byte[]> producer,
      String schema,
      RecordSigner signer) {
    this.signer = signer;
    this.dataSource = dataSource;
    this.producer = producer;
    this.schema = Schema.checked(schema);
    this.lock = new RelayLock(schema);
    this.parking = new Parking(schema);
  }

  /**
   * Sends one batch, if this relay is the active one. An event that Kafka will never take is
   * parked.
   *
   * @return how many rows were sent or parked; if any were, there may be more
   * @throws SQLException when Postgres fails: nothing is marked, the next call sends again
   * @throws ExecutionException when Kafka did not acknowledge a record: as above
   */
  public int relayOnce() throws SQLException, ExecutionException, InterruptedException {
    try (Connection connection = dataSource.getConnection()) {
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(false);
      try {
        // Before the lock, which counts its own time: a process may stand still between them.
        long begun = System.nanoTime();
        int sent = lock.tryUntilCommit(connection) ? sendBatch(connection, begun) : 0;
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

  private int sendBatch(Connection connection, long begun)
      throws SQLException, ExecutionException, InterruptedException {
    List<OutboxRow> rows = unsent(connection);
    if (rows.isEmpty()) {
      return 0;
    }
    lock.keepWhileSending(connection);
    Dispatch dispatch = new Dispatch(producer, System::nanoTime, begun);
    dispatch.send(rows);
    delete(connection, dispatch.taken());
    parking.park(connection, dispatch.refused());
    List<OutboxRow> said = new ArrayList<>(dispatch.taken());
    dispatch.refused().forEach(refused -> said.add(refused.row()));
    parking.supersede(connection, said);
    return said.size();
  }

  /** What depends on a parked event waits. */
  private List<OutboxRow> unsent(Connection connection) throws SQLException {
    String select =
        ("select id, topic, key, headers, value from %s.outbox o"
                + " where xid < pg_snapshot_xmin(pg_current_snapshot())"
                + " and not exists (select from %s.outbox_parked p where p.topic = o.topic"
                + " and p.key = o.key and p.id < o.id and p.holds_later) order by id limit %d")
            .formatted(schema, schema, BATCH);
    List<OutboxRow> rows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(select);
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        ProducerRecord<String, byte[]> record =
            new ProducerRecord<>(result.getString(2), result.getString(3), result.getBytes(5));
        OutboxHeaders.parse(result.getString(4))
            .forEach(
                (name, value) ->
                    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        signer.sign(record);
        rows.add(new OutboxRow(result.getLong(1), record));
      }
    }
    return rows;
  }

  private void delete(Connection connection, List<OutboxRow> rows) throws SQLException {
    String delete = "delete from " + schema + ".outbox where id = any (?)";
    try (PreparedStatement statement = connection.prepareStatement(delete)) {
      Long[] ids = rows.stream().map(OutboxRow::id).toArray(Long[]::new);
      statement.setArray(1, connection.createArrayOf("bigint", ids));
      statement.executeUpdate();
    }
  }
}
