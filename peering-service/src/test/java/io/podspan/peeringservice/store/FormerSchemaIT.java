package io.podspan.peeringservice.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.testkit.Infrastructure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of each earlier version, with rows in it, becomes one of this version. */
class FormerSchemaIT {
  /** Of another service, so that the tables of this one stay as they are. */
  private static final String SCHEMA = "probes";

  private static final PGSimpleDataSource DATABASE = database();

  private static PGSimpleDataSource database() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(Infrastructure.jdbcUrl());
    source.setUser(SCHEMA);
    source.setPassword(Infrastructure.password(SCHEMA));
    return source;
  }

  private Flyway flyway(String target) {
    return Flyway.configure()
        .dataSource(DATABASE)
        .schemas(SCHEMA)
        .defaultSchema(SCHEMA)
        .createSchemas(false)
        .cleanDisabled(false)
        .locations("classpath:db/migration")
        .target(target)
        .load();
  }

  private Connection connection() throws SQLException {
    Connection connection = DATABASE.getConnection();
    connection.setSchema(SCHEMA);
    return connection;
  }

  @BeforeEach
  @AfterEach
  void clean() {
    flyway("latest").clean();
  }

  /** Before version 3 the nodes stood in the document of their cluster. */
  private static String cluster(int version) {
    String nodes =
        """
        , "nodes": [
          {"name": "paris-1", "address": "198.18.1.1", "podCidrs": ["10.1.1.0/24"]},
          {"name": "paris-2", "address": "198.18.1.2", "podCidrs": ["10.1.2.0/24"]}]
        """;
    return """
    {"said": {"name": "paris", "access": {"kubeconfig": "paris", "context": null}, "cni": null,
      "asn": null, "podCidrs": [], "serviceCidrs": []},
     "cluster": {"name": "paris", "cni": "kube-router", "cniVersion": "v2.1.0", "asn": 64512,
      "podCidrs": ["10.1.0.0/16"], "serviceCidrs": ["10.101.0.0/16"],
      "access": {"kubeconfig": "paris", "context": null}%s},
     "origins": {"asn": "here", "podCidrs": "here", "serviceCidrs": "here"},
     "registeredAt": "2026-11-23T12:00:00Z", "readAt": "2026-11-23T12:00:00Z"}
    """
        .formatted(version < 3 ? nodes : "");
  }

  private void write(int version) throws SQLException {
    try (Connection connection = connection()) {
      run(
          connection,
          "insert into clusters (name, document, changed_at) values ('paris', ?, now())",
          cluster(version));
      if (version >= 3) {
        for (Node node : Samples.cluster("paris", 1, Samples.KUBE_ROUTER).nodes()) {
          run(
              connection,
              "insert into nodes (id, cluster, name, document)"
                  + " values ('paris/' || ?, 'paris', ?, ?)",
              node.name(),
              node.name(),
              Json.write(node));
        }
      }
      run(
          connection,
          "insert into peer_sessions values"
              + " ('rr/198.18.1.1', 'rr', '198.18.1.1', true, now(), now(), '')");
      run(
          connection,
          "insert into node_routes (id, expected, missing, at) values ('paris/paris-1', 2, 1, now())");
      run(
          connection,
          "insert into outbox (topic, key, headers, value)"
              + " values ('podspan.intent', 'cluster/paris', '{}', '\\x00')");
    }
  }

  /** One whose change has a document of its driver, as {@code RolloutDocument} writes it. */
  private static void rollout(Connection connection, String id, String state, String change)
      throws SQLException {
    run(
        connection,
        "insert into rollouts (id, interconnect, cluster, state, ended, document, created_at)"
            + " values (?, 'europe', 'paris', ?, true, ?, now())",
        id,
        state,
        "{\"id\": \"%s\", \"change\": %s}".formatted(id, change));
  }

  @Test
  void whatRolloutsWroteBeforeIsKnown() throws SQLException {
    String change = "{\"driver\": \"d\", \"document\": \"{}\", \"diff\": [%s]}";
    flyway("18").migrate();
    try (Connection connection = connection()) {
      rollout(connection, "r1", "COMPLETED", change.formatted("\"+ a\""));
      rollout(connection, "r2", "COMPLETED", change.formatted("\"+ a\""));
      rollout(connection, "r3", "COMPLETED", change.formatted(""));
      rollout(connection, "r4", "COMPLETED", "null");
      rollout(connection, "r5", "ROLLED_BACK", change.formatted("\"+ b\""));
      rollout(connection, "r6", "COMPLETED", "{\"kind\": \"FlagChange\", \"former\": []}");
    }

    flyway("latest").migrate();

    assertThat(texts("select id from rollouts where written_digest is not null order by id"))
        .containsExactly("r1", "r2", "r6");
    assertThat(texts("select distinct written_digest from rollouts where id in ('r1', 'r2')"))
        .hasSize(1);
  }

  private static void run(Connection connection, String sql, String... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      statement.execute();
    }
  }

  private List<String> texts(String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void itsRowsAreReadAsTheyWere(int version) throws SQLException {
    flyway(Integer.toString(version)).migrate();
    write(version);

    flyway("latest").migrate();

    List<Node> nodes =
        texts("select document from nodes order by name").stream()
            .map(document -> Json.read(document, Node.class))
            .toList();
    KnownCluster read =
        ClusterDocument.read(texts("select document from clusters").getFirst(), nodes);
    assertThat(read).isEqualTo(Samples.known(Samples.cluster("paris", 1, Samples.KUBE_ROUTER)));
    // What was told in one event with its nodes is told again, each node for itself.
    assertThat(texts("select told from clusters")).containsExactly(version < 3 ? "1" : "2");
    assertThat(texts("select id from peer_sessions")).containsExactly("rr/198.18.1.1");
    assertThat(texts("select rib from node_routes")).containsExactly("[]");
    assertThat(texts("select key from outbox")).containsExactly("cluster/paris");
  }
}
