package io.podspan.routecollector.store;

import io.podspan.routecollector.route.Known;
import io.podspan.routecollector.route.NodeRecords;
import io.podspan.routecollector.route.NodeStatus;
import io.podspan.routecollector.route.RouterLook;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statements on the table {@code node_status}: a row per node, named cluster/node. */
final class NodeRows {
  private NodeRows() {}

  /** Until the transaction ends, and whether the node has a row yet or not. */
  static void lock(Connection connection, String name) throws SQLException {
    String lock =
        "select pg_advisory_xact_lock(hashtextextended('collector.node_status ' || ?, 0))";
    try (PreparedStatement statement = connection.prepareStatement(lock)) {
      statement.setString(1, name);
      statement.execute();
    }
  }

  static List<NodeStatus> find(Connection connection, Collection<String> names)
      throws SQLException {
    String select =
        """
        select cluster, node, known, read_at, unreadable_since, unreadable_why, router
        from collector.node_status where name = any (?)
        """;
    List<NodeStatus> found = new ArrayList<>();
    try (PreparedStatement rows = connection.prepareStatement(select)) {
      rows.setArray(1, connection.createArrayOf("text", names.toArray()));
      try (ResultSet row = rows.executeQuery()) {
        while (row.next()) {
          found.add(
              new NodeStatus(
                  row.getString("cluster"),
                  row.getString("node"),
                  StoredJson.read(row.getString("known"), Known.class).orElse(null),
                  instant(row, "read_at"),
                  instant(row, "unreadable_since"),
                  row.getString("unreadable_why"),
                  StoredJson.read(row.getString("router"), RouterLook.class).orElse(null)));
        }
      }
    }
    return List.copyOf(found);
  }

  /** Without the tables of the nodes, which are large. */
  static Map<String, RouterLook> routers(Connection connection, Collection<String> names)
      throws SQLException {
    String select = "select name, router from collector.node_status where name = any (?)";
    Map<String, RouterLook> found = new HashMap<>();
    try (PreparedStatement rows = connection.prepareStatement(select)) {
      rows.setArray(1, connection.createArrayOf("text", names.toArray()));
      try (ResultSet row = rows.executeQuery()) {
        while (row.next()) {
          String name = row.getString("name");
          StoredJson.read(row.getString("router"), RouterLook.class)
              .ifPresent(look -> found.put(name, look));
        }
      }
    }
    return found;
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  static void save(Connection connection, NodeStatus status) throws SQLException {
    String upsert =
        """
        insert into collector.node_status
            (name, cluster, node, known, read_at, unreadable_since, unreadable_why, router)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (name) do update set
            known = excluded.known, read_at = excluded.read_at,
            unreadable_since = excluded.unreadable_since, unreadable_why = excluded.unreadable_why,
            router = excluded.router
        """;
    try (PreparedStatement row = connection.prepareStatement(upsert)) {
      row.setString(1, NodeRecords.key(status.cluster(), status.node()));
      row.setString(2, status.cluster());
      row.setString(3, status.node());
      row.setString(4, status.known() == null ? null : StoredJson.write(status.known()));
      row.setObject(5, offset(status.readAt()));
      row.setObject(6, offset(status.unreadableSince()));
      row.setString(7, status.unreadableWhy());
      row.setString(8, router(status));
      row.executeUpdate();
    }
  }

  /**
   * All but the tables, which are as they were: Postgres keeps a large value where it is while
   * nobody writes it, and most looks find nothing new.
   *
   * @return whether there is a row
   */
  static boolean saveLook(Connection connection, NodeStatus status) throws SQLException {
    String update =
        """
        update collector.node_status
        set read_at = ?, unreadable_since = ?, unreadable_why = ?, router = ?
        where name = ?
        """;
    try (PreparedStatement row = connection.prepareStatement(update)) {
      row.setObject(1, offset(status.readAt()));
      row.setObject(2, offset(status.unreadableSince()));
      row.setString(3, status.unreadableWhy());
      row.setString(4, router(status));
      row.setString(5, NodeRecords.key(status.cluster(), status.node()));
      return row.executeUpdate() > 0;
    }
  }

  private static @Nullable String router(NodeStatus status) {
    return status.router() == null ? null : StoredJson.write(status.router());
  }

  private static @Nullable OffsetDateTime offset(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  static void deleteOthers(Connection connection, String cluster, Collection<String> names)
      throws SQLException {
    String delete = "delete from collector.node_status where cluster = ? and name <> all (?)";
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
        delete from collector.node_status n where cluster <> all (?) and not exists (
            select from collector.share_owner o join collector.share_member m on m.id = o.owner
            where o.work = n.cluster and m.expires_at > now())
        """;
    try (PreparedStatement rows = connection.prepareStatement(delete)) {
      rows.setArray(1, connection.createArrayOf("text", clusters.toArray()));
      rows.executeUpdate();
    }
  }
}
