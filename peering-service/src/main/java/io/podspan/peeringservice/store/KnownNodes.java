package io.podspan.peeringservice.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.podspan.peeringservice.peering.rollout.NodeRoute;
import io.podspan.peeringservice.peering.rollout.NodeTables;
import io.podspan.peeringservice.peering.rollout.NodeTables.Look;
import io.podspan.peeringservice.peering.rollout.RouterSessions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was observed of nodes under way: their tables are kept in memory. Any thread. */
final class KnownNodes {
  /** Nodes under way at once; a table may have thousands of routes. */
  private static final int MOST = 64;

  private static final String LOOKS =
      "select id, readable, why, received_at from peering.node_looks where id = any (?)";
  private static final String MISSING =
      "select node, prefix, next_hop, why from peering.missing_routes where node = any (?)";

  private static final TypeReference<List<NodeRoute>> ROUTES = new TypeReference<>() {};
  private static final TypeReference<Map<String, String>> STATES = new TypeReference<>() {};

  private final KnownVersions<RouterSessions> routers =
      new KnownVersions<>(
          "node_sessions", "id, states, received_at", MOST, KnownNodes::routerSessions);
  private final KnownVersions<Tables> tables =
      new KnownVersions<>("node_routes", "id, expected, missing, rib, fib", MOST, Tables::of);

  /** A row of {@code node_routes}. */
  private record Tables(int expected, int missing, List<NodeRoute> rib, List<NodeRoute> fib) {
    static Tables of(ResultSet row) throws SQLException {
      String rib = row.getString(4);
      String fib = row.getString(5);
      List<NodeRoute> routes = listed(rib);
      return new Tables(
          row.getInt(2), row.getInt(3), routes, rib.equals(fib) ? routes : listed(fib));
    }

    private static List<NodeRoute> listed(String routes) {
      return List.copyOf(Json.read(routes, ROUTES));
    }
  }

  /** What is known of some nodes. */
  record Seen(
      Map<String, Held<RouterSessions>> routers,
      Map<String, Held<Tables>> tables,
      Map<String, Look> looks,
      Map<String, Map<NodeRoute, String>> missing) {
    Optional<RouterSessions> router(String id) {
      return Optional.ofNullable(routers.get(id)).map(Held::value);
    }

    Optional<NodeTables> tables(String id) {
      @Nullable Look look = looks.get(id);
      Held<Tables> held = tables.get(id);
      if (held == null) {
        return look == null
            ? Optional.empty()
            : Optional.of(new NodeTables(List.of(), List.of(), 0, 0, Map.of(), look));
      }
      Tables known = held.value();
      return Optional.of(
          new NodeTables(
              known.rib(),
              known.fib(),
              known.expected(),
              known.missing(),
              missing.getOrDefault(id, Map.of()),
              look));
    }
  }

  /**
   * What is known now.
   *
   * @param ids as {@code cluster/node}
   */
  Seen of(Connection connection, Collection<String> ids) throws SQLException {
    return ids.isEmpty()
        ? new Seen(Map.of(), Map.of(), Map.of(), Map.of())
        : new Seen(
            routers.of(connection, ids),
            tables.of(connection, ids),
            looks(connection, ids),
            missing(connection, ids));
  }

  private static RouterSessions routerSessions(ResultSet row) throws SQLException {
    return new RouterSessions(
        Json.read(row.getString(2), STATES), row.getObject(3, OffsetDateTime.class).toInstant());
  }

  private static Map<String, Look> looks(Connection connection, Collection<String> ids)
      throws SQLException {
    Map<String, Look> looks = new HashMap<>();
    try (PreparedStatement statement = about(connection, LOOKS, ids);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        looks.put(
            row.getString(1),
            new Look(
                row.getBoolean(2),
                row.getString(3),
                row.getObject(4, OffsetDateTime.class).toInstant()));
      }
    }
    return looks;
  }

  private static Map<String, Map<NodeRoute, String>> missing(
      Connection connection, Collection<String> ids) throws SQLException {
    Map<String, Map<NodeRoute, String>> missing = new HashMap<>();
    try (PreparedStatement statement = about(connection, MISSING, ids);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        missing
            .computeIfAbsent(row.getString(1), _ -> new HashMap<>())
            .put(new NodeRoute(row.getString(2), row.getString(3)), row.getString(4));
      }
    }
    return missing;
  }

  private static PreparedStatement about(Connection connection, String sql, Collection<String> ids)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setArray(1, connection.createArrayOf("text", ids.toArray()));
    return statement;
  }
}
