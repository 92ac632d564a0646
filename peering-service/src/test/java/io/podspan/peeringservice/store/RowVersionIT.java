package io.podspan.peeringservice.store;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.embedded.postgres.EmbeddedPostgres;
import io.podspan.embedded.postgres.Login;
import io.podspan.embedded.postgres.PostgresConfig;
import io.podspan.embedded.process.Signal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One process of Postgres dies in the middle of a transaction. It has a Postgres of its own: all
 * connections of all others end with it.
 */
class RowVersionIT {
  private static final String ROW = " from peering.rows where id = 'a'";

  private final KnownVersions<String> known =
      new KnownVersions<>("rows", "id, says", 10, row -> row.getString(2));

  @TempDir Path folder;
  private EmbeddedPostgres postgres;

  @BeforeEach
  void start() throws SQLException {
    // What is not committed is not on the disk when the process dies.
    postgres =
        EmbeddedPostgres.start(
            PostgresConfig.in(folder, 0)
                .withBinaries(Path.of("../target/postgres-binaries").toAbsolutePath())
                .throwAway()
                .withSettings(Map.of("wal_writer_delay", "10s")));
    try (Connection connection = connect()) {
      execute(connection, "create table peering.rows (id text primary key, says text)");
      execute(connection, "insert into peering.rows values ('a', 'before')");
    }
  }

  @AfterEach
  void stop() {
    postgres.stop();
  }

  @Test
  void aCrashBeginsAnotherRunOfTheSameServer() throws SQLException {
    String start;
    try (Connection connection = connect()) {
      start = ask(connection, "select pg_postmaster_start_time()");
      assertThat(run(connection)).isEqualTo(run(connection));
      dies(connection);
    }
    try (Connection connection = connect()) {
      assertThat(ask(connection, "select pg_postmaster_start_time()")).isEqualTo(start);
    }
  }

  @Test
  void theNumbersOfATransactionThatWasLostComeAgainAsAnotherVersion() throws SQLException {
    String numbers;
    String version;
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      execute(connection, "update peering.rows set says = 'lost' where id = 'a'");
      numbers = ask(connection, "select xmin || ' ' || ctid" + ROW);
      version = ask(connection, "select " + RowVersion.OF_ROW + ROW);
      assertThat(says(connection)).isEqualTo("lost");
      dies(connection);
    }
    try (Connection connection = connect()) {
      assertThat(says(connection)).isEqualTo("before");
      execute(connection, "update peering.rows set says = 'after' where id = 'a'");
      assertThat(ask(connection, "select xmin || ' ' || ctid" + ROW)).isEqualTo(numbers);
      assertThat(ask(connection, "select " + RowVersion.OF_ROW + ROW)).isNotEqualTo(version);
      assertThat(says(connection)).isEqualTo("after");
    }
  }

  @Test
  void aRowHasTheSameVersionUnderEachNameOfItsTable() throws SQLException {
    try (Connection connection = connect()) {
      assertThat(ask(connection, "select " + RowVersion.of("one") + " from peering.rows one"))
          .isEqualTo(ask(connection, "select " + RowVersion.OF_ROW + ROW));
    }
  }

  /** As rows are asked for that are kept in memory. */
  private String says(Connection connection) throws SQLException {
    return known.of(connection, List.of("a")).get("a").value();
  }

  /** Until Postgres has recovered and takes connections, as another run. */
  private void dies(Connection connection) throws SQLException {
    String before = run(connection);
    Signal.KILL.send(Long.parseLong(ask(connection, "select pg_backend_pid()")));
    await().ignoreExceptions().until(this::run, now -> !now.equals(before));
  }

  private String run() throws SQLException {
    try (Connection connection = connect()) {
      return run(connection);
    }
  }

  private static String run(Connection connection) throws SQLException {
    return ask(connection, "select " + RowVersion.RUN);
  }

  private Connection connect() throws SQLException {
    Login login = postgres.login("peering");
    return DriverManager.getConnection(postgres.jdbcUrl(), login.username(), login.password());
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
