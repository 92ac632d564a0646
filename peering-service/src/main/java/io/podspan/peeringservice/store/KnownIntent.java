package io.podspan.peeringservice.store;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.conditions.DeclaredIntent;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hibernate.Session;

/**
 * The intent as it was read last, in memory: gates ask for it many times a second, and it may have
 * ten thousand nodes. Each question first asks Postgres whether anything has changed since, and
 * reads only the clusters that have.
 *
 * <p>The mark of the tables is a digest of the versions of their rows. Each change takes a version
 * that was never used, so no mark comes twice. What a transaction has written itself is in the mark
 * that it sees, and nobody else sees that mark unless it commits. What is read after the mark may
 * be newer than it; then the next mark is another one.
 *
 * <p>Plain columns are read, not entities: those that the transaction knows already would come back
 * as they were. They are read by JDBC: in a profile, Hibernate took longer to find its plan of the
 * native query than the query took.
 */
@ApplicationScoped
public class KnownIntent {
  private static final String MARK =
      """
      select cast(pg_postmaster_start_time() as text), coalesce((select md5(string_agg(cast(version as text), ' ' order by version))
      from peering.clusters), '') || ' ' || coalesce((select md5(string_agg(cast(version as text), ' '
      order by version)) from peering.interconnects), '')
      """;
  private static final String VERSIONS = "select name, version from peering.clusters";
  private static final String DOCUMENTS =
      "select name, document from peering.clusters where name = any (?)";
  private static final String NODES =
      "select cluster, document from peering.nodes where cluster = any (?) order by cluster, name";
  private static final String INTERCONNECTS =
      "select document from peering.interconnects order by name";

  private static final Read NOTHING =
      new Read(new Mark("", ""), new TreeMap<>(), List.of(), declared(List.of()));

  private volatile Read last = NOTHING;

  /**
   * What there is.
   *
   * @param server since when Postgres runs: a standby that took over without the last transactions
   *     uses their versions again
   * @param versions a digest of the versions of all rows
   */
  private record Mark(String server, String versions) {}

  /** A cluster, and its version at the latest. */
  private record Versioned(long version, KnownCluster cluster) {}

  /** All of it. Immutable. */
  private record Read(
      Mark mark,
      SortedMap<String, Versioned> clusters,
      List<Interconnect> interconnects,
      DeclaredIntent declared) {}

  /** By name. */
  List<KnownCluster> clusters() {
    return now().clusters().values().stream().map(Versioned::cluster).toList();
  }

  /** Those of these names that there are, in this order. */
  List<KnownCluster> clusters(List<String> names) {
    Map<String, Versioned> known = now().clusters();
    return names.stream()
        .flatMap(name -> Stream.ofNullable(known.get(name)))
        .map(Versioned::cluster)
        .toList();
  }

  DeclaredIntent declared() {
    return now().declared();
  }

  private Read now() {
    Session session = Panache.getSession();
    session.flush();
    Read before = last;
    Read now = session.doReturningWork(connection -> now(connection, before));
    last = now;
    return now;
  }

  private static Read now(Connection connection, Read before) throws SQLException {
    Mark mark = mark(connection);
    if (before.mark().equals(mark)) {
      return before;
    }
    boolean same = before.mark().server().equals(mark.server());
    return read(connection, mark, same ? before : NOTHING);
  }

  private static Mark mark(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MARK);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return new Mark(row.getString(1), row.getString(2));
    }
  }

  private static Read read(Connection connection, Mark mark, Read before) throws SQLException {
    SortedMap<String, Versioned> clusters = clusters(connection, before.clusters());
    List<Interconnect> interconnects =
        texts(connection, INTERCONNECTS).stream()
            .map(document -> Json.read(document, Interconnect.class))
            .toList();
    boolean same =
        interconnects.equals(before.interconnects()) && sameNodes(clusters, before.clusters());
    return new Read(
        mark,
        clusters,
        interconnects,
        same ? before.declared() : declared(clusters.values(), interconnects));
  }

  private static DeclaredIntent declared(List<Interconnect> none) {
    return new DeclaredIntent(List.of(), none);
  }

  private static DeclaredIntent declared(
      Iterable<Versioned> clusters, List<Interconnect> interconnects) {
    List<Cluster> plain = new ArrayList<>();
    clusters.forEach(c -> plain.add(c.cluster().cluster()));
    return new DeclaredIntent(plain, interconnects);
  }

  /** A cluster that was read again, and is as it was, changes nothing of what is declared. */
  private static boolean sameNodes(Map<String, Versioned> one, Map<String, Versioned> other) {
    return one.keySet().equals(other.keySet())
        && one.entrySet().stream()
            .allMatch(e -> isSame(e.getValue(), Objects.requireNonNull(other.get(e.getKey()))));
  }

  private static boolean isSame(Versioned one, Versioned other) {
    return one.version() == other.version()
        || one.cluster().cluster().equals(other.cluster().cluster());
  }

  private static SortedMap<String, Versioned> clusters(
      Connection connection, Map<String, Versioned> before) throws SQLException {
    SortedMap<String, Versioned> now = new TreeMap<>();
    Map<String, Long> changed = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(VERSIONS);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        String name = row.getString(1);
        long version = row.getLong(2);
        Versioned known = before.get(name);
        if (known != null && known.version() == version) {
          now.put(name, known);
        } else {
          changed.put(name, version);
        }
      }
    }
    if (!changed.isEmpty()) {
      now.putAll(read(connection, changed));
    }
    return now;
  }

  private static Map<String, Versioned> read(Connection connection, Map<String, Long> versions)
      throws SQLException {
    Map<String, List<Node>> nodes = nodes(connection, versions.keySet());
    Map<String, Versioned> clusters = new HashMap<>();
    try (PreparedStatement statement = about(connection, DOCUMENTS, versions.keySet());
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        String name = row.getString(1);
        KnownCluster cluster =
            ClusterDocument.read(row.getString(2), nodes.getOrDefault(name, List.of()));
        clusters.put(name, new Versioned(Objects.requireNonNull(versions.get(name)), cluster));
      }
    }
    return clusters;
  }

  private static Map<String, List<Node>> nodes(Connection connection, Set<String> clusters)
      throws SQLException {
    Map<String, List<Node>> nodes = new HashMap<>();
    try (PreparedStatement statement = about(connection, NODES, clusters);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        nodes
            .computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
            .add(Json.read(row.getString(2), Node.class));
      }
    }
    return nodes;
  }

  private static PreparedStatement about(Connection connection, String sql, Set<String> names)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setArray(1, connection.createArrayOf("text", names.toArray()));
    return statement;
  }

  private static List<String> texts(Connection connection, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        texts.add(row.getString(1));
      }
    }
    return texts;
  }
}
