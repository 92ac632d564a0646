package io.podspan.probeservice.store;

import io.podspan.probeservice.history.Entry;
import io.podspan.probeservice.history.Spot;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The table {@code history_spot}: a small number for each name. */
final class HistorySpots {
  private final Map<Spot, Integer> ids;

  private HistorySpots(Map<Spot, Integer> ids) {
    this.ids = ids;
  }

  /** The numbers of all ends of these, which get one where they have none. */
  static HistorySpots of(Connection connection, List<Entry> entries) throws SQLException {
    TreeSet<Spot> spots = new TreeSet<>();
    entries.forEach(entry -> spots.addAll(List.of(entry.span().from(), entry.span().to())));
    Array clusters = connection.createArrayOf("text", spots.stream().map(Spot::cluster).toArray());
    Array nodes = connection.createArrayOf("text", spots.stream().map(Spot::node).toArray());
    seen(connection, clusters, nodes);
    String known =
        "select id, cluster, node from history_spot"
            + " where (cluster, node) in (select * from unnest(?, ?))";
    try (PreparedStatement select = connection.prepareStatement(known)) {
      select.setArray(1, clusters);
      select.setArray(2, nodes);
      return new HistorySpots(ids(select));
    }
  }

  /**
   * What is known is seen today; a number is given to what is not. One statement for both would use
   * up a number for each spot that is known already, each time, until there are none left.
   *
   * <p>First those that are known: what is being forgotten is waited for, and added again. Each
   * sorted, as all writers do it: nobody waits in a circle.
   */
  private static void seen(Connection connection, Array clusters, Array nodes) throws SQLException {
    String known =
        """
        update history_spot set seen_on = current_date where id = any (array(
            select id from history_spot
            where (cluster, node) in (select * from unnest(?, ?)) and seen_on < current_date
            order by cluster, node for update))
        """;
    String missing =
        """
        insert into history_spot (cluster, node, seen_on)
        select cluster, node, current_date from unnest(?, ?) as new (cluster, node)
        where not exists (
            select 1 from history_spot s where s.cluster = new.cluster and s.node = new.node)
        order by cluster, node
        on conflict (cluster, node) do nothing
        """;
    for (String statement : List.of(known, missing)) {
      try (PreparedStatement rows = connection.prepareStatement(statement)) {
        rows.setArray(1, clusters);
        rows.setArray(2, nodes);
        rows.executeUpdate();
      }
    }
  }

  private static Map<Spot, Integer> ids(PreparedStatement select) throws SQLException {
    Map<Spot, Integer> ids = new HashMap<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        ids.put(new Spot(row.getString("cluster"), row.getString("node")), row.getInt("id"));
      }
    }
    return ids;
  }

  int id(Spot spot) {
    Integer id = ids.get(spot);
    if (id == null) {
      throw new IllegalStateException(spot + " has no number");
    }
    return id;
  }

  /**
   * Those that nothing refers to any more: no row is younger than that. Who is measured again
   * meanwhile stays.
   */
  static void forget(Connection connection, Instant before, int most) throws SQLException {
    String delete =
        "delete from history_spot where id = any (array(select id from history_spot"
            + " where seen_on < ? limit ?)) and seen_on < ?";
    LocalDate day = before.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(2);
    try (PreparedStatement rows = connection.prepareStatement(delete)) {
      rows.setObject(1, day);
      rows.setInt(2, most);
      rows.setObject(3, day);
      rows.executeUpdate();
    }
  }
}
