package io.podspan.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.podspan.embedded.process.PortTakenException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
  /** All tests share the unpacked binaries. */
  private static final Path BINARIES = Path.of("target/postgres-binaries");

  @TempDir Path folder;
  private EmbeddedPostgres postgres;

  @AfterEach
  void stop() {
    if (postgres != null) {
      postgres.stop();
    }
  }

  @Test
  void keepsWhatWasCommittedWhenEverythingIsKilled() throws SQLException {
    postgres = EmbeddedPostgres.start(config(0));
    execute("CREATE TABLE kept (name text)");
    execute("INSERT INTO kept VALUES ('paris')");

    postgres.kill();
    postgres.restart();

    assertThat(ask("SELECT name FROM kept")).isEqualTo("paris");
  }

  @Test
  void takesADataFolderOverFromALauncherThatWasKilled() throws SQLException {
    postgres = EmbeddedPostgres.start(config(0));
    execute("CREATE TABLE kept (name text)");
    EmbeddedPostgres former = postgres;

    postgres = EmbeddedPostgres.start(config(former.port()));

    assertThat(former.onExit()).succeedsWithin(Duration.ofSeconds(30));
    assertThat(ask("SELECT count(*) FROM kept")).isEqualTo("0");
  }

  @Test
  void saysThatTheDiskIsFull() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=20m", "podspan-test", disk.toString()));
    try {
      PostgresConfig small = PostgresConfig.in(disk, 0).withBinaries(BINARIES);
      assertThatThrownBy(() -> EmbeddedPostgres.start(small))
          .hasMessageContaining("The disk of " + disk)
          .hasMessageContaining("is full")
          .hasMessageNotContaining("user namespace");
    } finally {
      run("umount", "-l", disk.toString());
    }
  }

  private static boolean run(String... command) throws Exception {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  @Test
  void isDurableAndListensOnLoopbackOnly() throws SQLException {
    postgres = EmbeddedPostgres.start(config(0));

    assertThat(ask("SHOW fsync")).isEqualTo("on");
    assertThat(ask("SHOW synchronous_commit")).isEqualTo("on");
    assertThat(ask("SHOW listen_addresses")).isEqualTo("127.0.0.1");
  }

  @Test
  void givesEachServiceItsOwnSchemaAndNoOther() throws SQLException {
    postgres = EmbeddedPostgres.start(config(0));
    execute("CREATE TABLE mine (name text)");

    assertThat(ask("SELECT schemaname FROM pg_tables WHERE tablename = 'mine'"))
        .isEqualTo("peering");
    Login other = postgres.login("console");
    try (Connection connection = connect(other);
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("SELECT * FROM peering.mine"))
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void keepsPasswordsToItselfAndWantsThem() throws Exception {
    postgres = EmbeddedPostgres.start(config(0));

    Path file = folder.resolve("postgres/logins.properties");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(postgres.login("peering").toString())
        .doesNotContain(postgres.login("peering").password());
    assertThatThrownBy(() -> connect(new Login("peering", "wrong")))
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void refusesATakenPortAndNamesItsHolder() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> EmbeddedPostgres.start(config(taken.getLocalPort())))
          .isInstanceOf(PortTakenException.class)
          .hasMessageContaining("port " + taken.getLocalPort() + ", wanted for Postgres")
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
    assertThat(folder.resolve("postgres/cluster")).doesNotExist();
  }

  @Test
  void addsTheSchemaOfAServiceThatIsNew() throws SQLException {
    postgres = EmbeddedPostgres.start(config(0, List.of("peering")));
    postgres.stop();

    postgres = EmbeddedPostgres.start(config(postgres.port(), List.of("peering", "later")));

    try (Connection connection = connect(postgres.login("later"))) {
      assertThat(connection.getSchema()).isEqualTo("later");
    }
  }

  @Test
  void tellsItsDeath() {
    postgres = EmbeddedPostgres.start(config(0));
    var exit = postgres.onExit();

    postgres.kill();

    assertThat(exit).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(137);
    assertThat(postgres.alive()).isFalse();
  }

  private PostgresConfig config(int port) {
    return PostgresConfig.in(folder, port).withBinaries(BINARIES);
  }

  private PostgresConfig config(int port, List<String> schemas) {
    PostgresConfig all = config(port);
    return new PostgresConfig(
        all.data(),
        BINARIES,
        all.log(),
        all.listen(),
        port,
        false,
        all.database(),
        schemas,
        Map.of());
  }

  private Connection connect(Login login) throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(), login.username(), login.password());
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connect(postgres.login("peering"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String ask(String sql) throws SQLException {
    try (Connection connection = connect(postgres.login("peering"));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
