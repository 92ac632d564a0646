package io.podspan.console.store;

import io.podspan.console.journal.Arrival;
import io.podspan.console.journal.Entry;
import io.podspan.console.journal.EventFilter;
import io.podspan.console.journal.Excerpt;
import io.podspan.console.journal.Journal;
import io.podspan.console.journal.Page;
import io.podspan.console.journal.Projection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/** The journal's tables. */
@ApplicationScoped
public class PostgresJournal implements Journal {
  private final DataSource database;
  private final Partitions partitions;
  private final News news;

  @Inject
  public PostgresJournal(DataSource database, Partitions partitions, News news) {
    this.database = database;
    this.partitions = partitions;
    this.news = news;
  }

  @Override
  public int append(List<Arrival> arrivals) {
    if (arrivals.isEmpty()) {
      return 0;
    }
    Instant now = Clock.systemUTC().instant();
    List<Row> rows =
        arrivals.stream().map(a -> new Row(a, partitions.dayFor(a.time(), now), 0)).toList();
    Set<LocalDate> days = new TreeSet<>();
    rows.forEach(row -> days.add(row.day()));
    int added = Transaction.in(database, connection -> append(connection, rows, days));
    partitions.committed(days);
    news.tell();
    return added;
  }

  private int append(Connection connection, List<Row> rows, Set<LocalDate> days)
      throws SQLException {
    lock(connection);
    for (LocalDate day : days) {
      partitions.ensure(connection, day);
    }
    Map<String, Long> sequences = new Insertion(connection).insert(rows);
    // By id: a batch may contain an event twice.
    Map<String, Arrival> added = new LinkedHashMap<>();
    rows.stream()
        .map(Row::arrival)
        .filter(arrival -> sequences.containsKey(arrival.id()))
        .forEach(arrival -> added.putIfAbsent(arrival.id(), arrival));
    new ProjectionTable(connection).apply(added.values(), sequences);
    return sequences.size();
  }

  /** Nobody else gets a sequence until the transaction ends. */
  private static void lock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_advisory_xact_lock(hashtext('podspan.console.journal'))");
    }
  }

  @Override
  public Excerpt page(EventFilter filter, Page page) {
    return Transaction.in(database, connection -> new Selection(filter, page).read(connection));
  }

  @Override
  public Optional<Entry> byId(String id) {
    return Transaction.in(database, connection -> Selection.byId(connection, id));
  }

  @Override
  public long lastSequence() {
    return Transaction.in(database, PostgresJournal::lastSequence);
  }

  private static long lastSequence(Connection connection) throws SQLException {
    String select = "select case when is_called then last_value else 0 end from journal_sequence";
    try (PreparedStatement statement = connection.prepareStatement(select);
        ResultSet result = statement.executeQuery()) {
      result.next();
      return result.getLong(1);
    }
  }

  @Override
  public Projection projection() {
    return Transaction.inSnapshot(
        database,
        connection ->
            new Projection(new ProjectionTable(connection).facts(), lastVisible(connection)));
  }

  /**
   * The largest sequence in the snapshot. The sequence generator is not part of a snapshot: its
   * value may belong to a transaction that this one does not see.
   */
  private static long lastVisible(Connection connection) throws SQLException {
    String select =
        "select greatest((select max(sequence) from journal), (select max(sequence) from projection),"
            + " 0)";
    try (PreparedStatement statement = connection.prepareStatement(select);
        ResultSet result = statement.executeQuery()) {
      result.next();
      return result.getLong(1);
    }
  }

  /** Deletes perishable facts that are older. */
  public int forgetBefore(Instant time) {
    return Transaction.in(
        database, connection -> new ProjectionTable(connection).forgetBefore(time));
  }
}
