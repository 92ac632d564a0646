package io.podspan.probeservice.store;

import io.podspan.probeservice.history.Buckets;
import io.podspan.probeservice.history.Entry;
import io.podspan.probeservice.history.Figures;
import io.podspan.probeservice.history.HistoryPage;
import io.podspan.probeservice.history.HistoryQuestion;
import io.podspan.probeservice.history.HistoryQuestion.Mark;
import io.podspan.probeservice.history.Span;
import io.podspan.probeservice.history.Spot;
import io.podspan.probeservice.history.Step;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rows of the tables of minutes, hours and days. */
final class HistoryRows {
  private static final String ENDS =
      """
      f.cluster as from_cluster, f.node as from_node, t.cluster as to_cluster, t.node as to_node
      """;

  private static final String CHOSEN =
      """
      from %s h join history_spot f on f.id = h.from_id join history_spot t on t.id = h.to_id
      where (f.node <> '') = ? and (t.node <> '') = ?
          and (?::text is null or f.cluster = ?) and (?::text is null or f.node = ?)
          and (?::text is null or t.cluster = ?) and (?::text is null or t.node = ?)
          and h.began >= ? and h.began < ?
          and (h.from_id, h.to_id, h.began) > (?, ?, ?)
      """;

  private static final String EACH =
      "select h.*, " + ENDS + CHOSEN + "order by h.from_id, h.to_id, h.began limit ?";

  private static final String TOTAL =
      """
      select h.from_id, h.to_id, max(h.began) as began, sum(h.sent) as sent,
          sum(h.received) as received, min(h.min_micros) as min_micros,
          max(h.max_micros) as max_micros, sum(h.spread_micros) as spread_micros,
          sum(h.spreads) as spreads, history_sum(h.buckets order by h.began) as buckets,
      """
          + ENDS
          + CHOSEN
          + "group by h.from_id, h.to_id, f.id, t.id order by h.from_id, h.to_id limit ?";

  /**
   * A question that takes longer is canceled in Postgres, too. It is less than the patience with a
   * connection: a client that hangs up leaves Postgres at work.
   */
  private static final int SECONDS = 20;

  /** After all rows that can be. */
  private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  private HistoryRows() {}

  static String table(Step step) {
    return "history_" + step.name().toLowerCase(Locale.ROOT);
  }

  static void add(Connection connection, Step step, List<Entry> entries, HistorySpots spots)
      throws SQLException {
    String upsert =
        """
        insert into %s as h (from_id, to_id, began, sent, received, min_micros, max_micros,
            spread_micros, spreads, buckets)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (from_id, to_id, began) do update set
            sent = h.sent + excluded.sent,
            received = h.received + excluded.received,
            min_micros = least(h.min_micros, excluded.min_micros),
            max_micros = greatest(h.max_micros, excluded.max_micros),
            spread_micros = h.spread_micros + excluded.spread_micros,
            spreads = h.spreads + excluded.spreads,
            buckets = history_added(h.buckets, excluded.buckets)
        """;
    try (PreparedStatement row = connection.prepareStatement(upsert.formatted(table(step)))) {
      for (Entry entry : entries) {
        Span span = entry.span();
        row.setInt(1, spots.id(span.from()));
        row.setInt(2, spots.id(span.to()));
        row.setObject(3, step.begin(span.begin()).atOffset(ZoneOffset.UTC));
        set(connection, row, entry.figures());
        row.addBatch();
      }
      row.executeBatch();
    }
  }

  private static void set(Connection connection, PreparedStatement row, Figures figures)
      throws SQLException {
    row.setLong(4, figures.sent());
    row.setLong(5, figures.received());
    if (figures.received() == 0) {
      row.setNull(6, Types.BIGINT);
      row.setNull(7, Types.BIGINT);
    } else {
      row.setLong(6, figures.minMicros());
      row.setLong(7, figures.maxMicros());
    }
    row.setLong(8, figures.spreadMicros());
    row.setLong(9, figures.spreads());
    Object[] counts = Arrays.stream(figures.roundTrips().counts()).boxed().toArray();
    row.setArray(10, connection.createArrayOf("int4", counts));
  }

  /**
   * In the order of the primary key, so that a page is read and nothing is sorted. After a total
   * comes none of its pair, though a row of it may have come meanwhile.
   */
  static HistoryPage read(Connection connection, HistoryQuestion question) throws SQLException {
    String select = question.total() ? TOTAL : EACH;
    try (PreparedStatement rows =
        connection.prepareStatement(select.formatted(table(question.step())))) {
      rows.setQueryTimeout(SECONDS);
      rows.setBoolean(1, question.nodes());
      rows.setBoolean(2, question.nodes());
      setSpot(rows, 3, question.from());
      setSpot(rows, 7, question.to());
      rows.setObject(11, question.since().atOffset(ZoneOffset.UTC));
      rows.setObject(12, question.until().atOffset(ZoneOffset.UTC));
      Mark after = after(question);
      rows.setInt(13, after.from());
      rows.setInt(14, after.to());
      rows.setObject(15, after.begin().atOffset(ZoneOffset.UTC));
      rows.setInt(16, question.limit() + 1);
      return page(rows, question);
    }
  }

  private static Mark after(HistoryQuestion question) {
    @Nullable Mark last = question.after();
    if (last == null) {
      return new Mark(0, 0, Instant.EPOCH);
    }
    return question.total() ? new Mark(last.from(), last.to(), NEVER) : last;
  }

  private static void setSpot(PreparedStatement rows, int first, @Nullable Spot spot)
      throws SQLException {
    @Nullable String cluster = spot == null ? null : spot.cluster();
    @Nullable String node = spot == null || spot.isWhole() ? null : spot.node();
    rows.setString(first, cluster);
    rows.setString(first + 1, cluster);
    rows.setString(first + 2, node);
    rows.setString(first + 3, node);
  }

  private static HistoryPage page(PreparedStatement select, HistoryQuestion question)
      throws SQLException {
    List<Entry> entries = new ArrayList<>();
    @Nullable Mark last = null;
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        if (entries.size() == question.limit()) {
          return new HistoryPage(entries, last);
        }
        Instant began = began(row);
        entries.add(entry(row, question.total() ? question.since() : began));
        last = new Mark(row.getInt("from_id"), row.getInt("to_id"), began);
      }
    }
    return new HistoryPage(entries, null);
  }

  private static Entry entry(ResultSet row, Instant begin) throws SQLException {
    Span span =
        new Span(
            new Spot(row.getString("from_cluster"), row.getString("from_node")),
            new Spot(row.getString("to_cluster"), row.getString("to_node")),
            begin);
    Integer[] counts = (Integer[]) row.getArray("buckets").getArray();
    return new Entry(
        span,
        new Figures(
            row.getLong("sent"),
            row.getLong("received"),
            row.getLong("min_micros"),
            row.getLong("max_micros"),
            row.getLong("spread_micros"),
            row.getLong("spreads"),
            new Buckets(Arrays.stream(counts).mapToInt(Integer::intValue).toArray())));
  }

  private static Instant began(ResultSet row) throws SQLException {
    return row.getObject("began", OffsetDateTime.class).toInstant();
  }
}
