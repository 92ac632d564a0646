package io.podspan.routecollector.store;

import io.podspan.routecollector.change.Change;
import io.podspan.routecollector.change.Change.Line;
import io.podspan.routecollector.change.ChangeRecords.Between;
import io.podspan.routecollector.change.ChangeRecords.Kept;
import io.podspan.routecollector.change.Part;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The statements on the tables {@code node_change} and {@code node_change_kept}. */
final class ChangeRows {
  /** A row of a node with full tables has a quarter of a megabyte. */
  private static final int FETCHED = 20;

  /** In one statement: others write meanwhile. */
  private static final int FORGOTTEN_AT_ONCE = 5_000;

  /** The cluster of a row, in the words of the index {@code node_change_cluster}. */
  static final String CLUSTER = "split_part(name, '/', 1)";

  private ChangeRows() {}

  /** The form of a change in a row, with short names: there are many. */
  record Stored(String p, String i, @Nullable String b, @Nullable String a) {
    static Stored of(Change change) {
      return new Stored(
          change.line().part().text(), change.line().item(), change.before(), change.after());
    }

    /** A newer version may have stored a part that this one does not know. */
    List<Change> change() {
      return Part.named(p).map(part -> new Change(new Line(part, i), b, a)).stream().toList();
    }
  }

  /**
   * While the node is locked. Times are Postgres', and those of a node go up: who wrote the last
   * one may have had another Postgres.
   */
  static void add(Connection connection, String name, List<Change> changes) throws SQLException {
    String insert =
        """
        insert into collector.node_change (name, at, changes)
        values (?, greatest(clock_timestamp(), (
            select at from collector.node_change where name = ? order by id desc limit 1)), ?)
        """;
    try (PreparedStatement row = connection.prepareStatement(insert)) {
      row.setString(1, name);
      row.setString(2, name);
      row.setString(3, StoredJson.write(changes.stream().map(Stored::of).toList()));
      row.executeUpdate();
    }
  }

  static Kept kept(Connection connection) throws SQLException {
    try (PreparedStatement rows =
            connection.prepareStatement(
                "select since, clock_timestamp() from collector.node_change_kept");
        ResultSet row = rows.executeQuery()) {
      row.next();
      return new Kept(instant(row, 1), instant(row, 2));
    }
  }

  static List<String> nodes(Connection connection, Between between) throws SQLException {
    String select = "select distinct name from collector.node_change where at > ? and at <= ?";
    List<String> names = new ArrayList<>();
    try (PreparedStatement rows = connection.prepareStatement(select)) {
      rows.setObject(1, offset(between.from()));
      rows.setObject(2, offset(between.to()));
      try (ResultSet row = rows.executeQuery()) {
        while (row.next()) {
          names.add(row.getString(1));
        }
      }
    }
    return names;
  }

  /** A few rows at a time, in a transaction: one node may have all of them. */
  static void read(
      Connection connection, String name, Between between, BiConsumer<Change, Instant> taker)
      throws SQLException {
    String select =
        """
        select at, changes from collector.node_change
        where name = ? and at > ? and at <= ? order by id
        """;
    try (PreparedStatement rows = connection.prepareStatement(select)) {
      rows.setFetchSize(FETCHED);
      rows.setString(1, name);
      rows.setObject(2, offset(between.from()));
      rows.setObject(3, offset(between.to()));
      try (ResultSet row = rows.executeQuery()) {
        while (row.next()) {
          Instant at = instant(row, 1);
          changes(row.getString(2)).forEach(change -> taker.accept(change, at));
        }
      }
    }
  }

  private static List<Change> changes(String json) {
    return StoredJson.read(json, Stored[].class).stream()
        .flatMap(Arrays::stream)
        .flatMap(stored -> stored.change().stream())
        .toList();
  }

  static void deleteOthers(Connection connection, String cluster, Collection<String> names)
      throws SQLException {
    String delete =
        "delete from collector.node_change where " + CLUSTER + " = ? and name <> all (?)";
    try (PreparedStatement rows = connection.prepareStatement(delete)) {
      rows.setString(1, cluster);
      rows.setArray(2, connection.createArrayOf("text", names.toArray()));
      rows.executeUpdate();
    }
  }

  /** But for clusters that somebody who lives reads: an older intent may not name them yet. */
  static void deleteOtherClusters(Connection connection, Collection<String> clusters)
      throws SQLException {
    String delete =
        """
        delete from collector.node_change n
        where split_part(name, '/', 1) <> all (?) and not exists (
            select from collector.share_owner o join collector.share_member m on m.id = o.owner
            where o.work = split_part(n.name, '/', 1) and m.expires_at > now())
        """;
    try (PreparedStatement rows = connection.prepareStatement(delete)) {
      rows.setArray(1, connection.createArrayOf("text", clusters.toArray()));
      rows.executeUpdate();
    }
  }

  /**
   * Forgets what is older, and the oldest of what is too much.
   *
   * @param mostRows that stay
   * @param mostOctets that stay
   */
  static void forget(Connection connection, Instant before, int mostRows, long mostOctets)
      throws SQLException {
    Instant cut = tooMuch(connection, mostRows, mostOctets).filter(before::isBefore).orElse(before);
    // First, so that nothing is called kept that is not.
    try (PreparedStatement row =
        connection.prepareStatement(
            "update collector.node_change_kept set since = greatest(since, ?)")) {
      row.setObject(1, offset(cut));
      row.executeUpdate();
    }
    String delete =
        """
        delete from collector.node_change where id = any (array(
            select id from collector.node_change where at <= ? limit ?))
        """;
    try (PreparedStatement rows = connection.prepareStatement(delete)) {
      rows.setObject(1, offset(cut));
      rows.setInt(2, FORGOTTEN_AT_ONCE);
      int forgotten;
      do {
        forgotten = rows.executeUpdate();
      } while (forgotten == FORGOTTEN_AT_ONCE);
    }
  }

  /** The time of the newest row that is too much. */
  private static Optional<Instant> tooMuch(Connection connection, int mostRows, long mostOctets)
      throws SQLException {
    String select =
        """
        select max(at) from (
            select at, row_number() over newer as number, sum(octet_length(changes)) over newer as octets
            from collector.node_change window newer as (order by at desc, id desc)) as counted
        where number > ? or octets > ?
        """;
    try (PreparedStatement rows = connection.prepareStatement(select)) {
      rows.setInt(1, mostRows);
      rows.setLong(2, mostOctets);
      try (ResultSet row = rows.executeQuery()) {
        row.next();
        return Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
            .map(OffsetDateTime::toInstant);
      }
    }
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static OffsetDateTime offset(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
