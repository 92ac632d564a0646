package io.podspan.peeringservice.store;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.conditions.DeclaredIntent;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
 * that was never used in this run of Postgres ({@link RowVersion#RUN}), so no mark comes twice.
 * What a transaction has written itself is in the mark that it sees, and nobody else sees that mark
 * unless it commits. What is read after the mark may be newer than it; then the next mark is
 * another one.
 *
 * <p>Plain columns are read, not entities: those that the transaction knows already would come back
 * as they were. They are read by JDBC: in a profile, Hibernate took longer to find its plan of the
 * native query than the query took.
 */
@ApplicationScoped
public class KnownIntent {
  private static final String MARK =
      "select "
          + RowVersion.RUN
          + """
      , coalesce((select md5(string_agg(cast(version as text), ' ' order by version))
      from peering.clusters), '') || ' ' || coalesce((select md5(string_agg(cast(version as text), ' '
      order by version)) from peering.interconnects), '')
      """;
  private static final String VERSIONS = "select name, version from peering.clusters";
  private static final String DOCUMENTS =
      "select name, document from peering.clusters where name = any (?)";
  private static final String NODES =
      "select cluster, document from peering.nodes where cluster = any (?)";

  /** A reading that found nothing new writes its time, and no node. */
  private static final String NODE_VERSIONS =
      "select cluster, md5(string_agg(xmin || ' ' || ctid, ' ' order by name))"
          + " from peering.nodes where cluster = any (?) group by cluster";

  private static final String INTERCONNECTS =
      "select document from peering.interconnects order by name";

  private static final Read NOTHING =
      new Read(new Mark("", ""), new TreeMap<>(), List.of(), declared(List.of()));

  private volatile Read last = NOTHING;

  /**
   * What there is.
   *
   * @param run of Postgres: the next one may use versions again
   * @param versions a digest of the versions of all rows
   */
  record Mark(String run, String versions) {}

  /**
   * A cluster, and its version at the latest.
   *
   * @param nodes the versions of its nodes at the latest
   */
  record Versioned(long version, String nodes, KnownCluster cluster) {}

  /** All of it. Immutable. */
  record Read(
      Mark mark,
      SortedMap<String, Versioned> clusters,
      List<Interconnect> interconnects,
      DeclaredIntent declared) {
    Optional<Cluster> cluster(String name) {
      return Optional.ofNullable(clusters.get(name)).map(known -> known.cluster().cluster());
    }
  }

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
    return session.doReturningWork(this::now);
  }

  /** What there is now. A transaction of this connection has written all that it wants to see. */
  Read now(Connection connection) throws SQLException {
    Read now = now(connection, last);
    last = now;
    return now;
  }

  private static Read now(Connection connection, Read before) throws SQLException {
    Mark mark = mark(connection);
    if (before.mark().equals(mark)) {
      return before;
    }
    boolean sameRun = before.mark().run().equals(mark.run());
    return read(connection, mark, sameRun ? before : NOTHING);
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
      now.putAll(read(connection, changed, before));
    }
    return now;
  }

  private static Map<String, Versioned> read(
      Connection connection, Map<String, Long> versions, Map<String, Versioned> before)
      throws SQLException {
    Map<String, String> nodeVersions =
        TextPairs.of(connection, NODE_VERSIONS, array(connection, versions.keySet()));
    Map<String, List<Node>> nodes = new HashMap<>();
    Set<String> other = new HashSet<>();
    for (String name : versions.keySet()) {
      Versioned last = before.get(name);
      if (last != null && last.nodes().equals(nodeVersions.getOrDefault(name, ""))) {
        nodes.put(name, last.cluster().cluster().nodes());
      } else {
        other.add(name);
      }
    }
    if (!other.isEmpty()) {
      nodes.putAll(nodes(connection, other));
    }
    Map<String, Versioned> clusters = new HashMap<>();
    try (PreparedStatement statement = about(connection, DOCUMENTS, versions.keySet());
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        String name = row.getString(1);
        KnownCluster cluster =
            ClusterDocument.read(row.getString(2), nodes.getOrDefault(name, List.of()));
        clusters.put(
            name,
            new Versioned(
                Objects.requireNonNull(versions.get(name)),
                nodeVersions.getOrDefault(name, ""),
                cluster));
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
    statement.setArray(1, array(connection, names));
    return statement;
  }

  private static Array array(Connection connection, Set<String> names) throws SQLException {
    return connection.createArrayOf("text", names.toArray());
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
