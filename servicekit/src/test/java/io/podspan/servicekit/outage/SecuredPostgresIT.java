package io.podspan.servicekit.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.podspan.embedded.postgres.EmbeddedPostgres;
import io.podspan.embedded.postgres.PostgresConfig;
import io.podspan.testkit.TestCertificate;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Postgres with TLS, reached as docs/settings.md says. */
class SecuredPostgresIT {
  private static final String WRONG = "a-wrong-password-that-nobody-may-read";
  private static final Path BINARIES = Path.of("../target/postgres-binaries").toAbsolutePath();

  @TempDir static Path folder;
  private static TestCertificate certificate;
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() {
    certificate = TestCertificate.in(folder);
    postgres =
        EmbeddedPostgres.start(
            PostgresConfig.in(folder, 0)
                .withBinaries(BINARIES.normalize())
                .throwAway()
                .withSettings(
                    Map.of(
                        "ssl", "on",
                        "ssl_cert_file", certificate.certificate().toString(),
                        "ssl_key_file", certificate.key().toString())));
  }

  @AfterAll
  static void stop() {
    postgres.stop();
  }

  @Test
  void verifyFullWithTheRightAuthorityIsEncrypted() throws SQLException {
    try (Connection connection = connect(verifying(certificate), password());
        ResultSet row =
            connection
                .createStatement()
                .executeQuery("select ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
      row.next();
      assertThat(row.getBoolean(1)).isTrue();
    }
  }

  @Test
  void anUnknownAuthorityIsAnOutageThatNamesItsSettings() {
    Throwable failure =
        catchThrowable(() -> connect(verifying(TestCertificate.in(folder)), password()));
    assertThat(Outage.isDatabaseAway(failure)).as("it is tried again").isTrue();
    assertThat(Advice.of(failure).orElseThrow())
        .startsWith("No TLS with Postgres")
        .contains("sslrootcert in quarkus.datasource.jdbc.url");
  }

  @Test
  void aWrongPasswordNamesItsSettingAndNotItself() {
    Throwable failure = catchThrowable(() -> connect(verifying(certificate), WRONG));
    assertThat(Advice.of(failure).orElseThrow())
        .startsWith("Postgres refuses the login: see quarkus.datasource.username and password")
        .doesNotContain(WRONG);
    assertThat(failure.toString()).doesNotContain(WRONG);
  }

  private static Connection connect(String parameters, String password) throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl() + parameters, "console", password);
  }

  private static String verifying(TestCertificate authority) {
    return "?sslmode=verify-full&sslrootcert=" + authority.certificate();
  }

  private static String password() {
    return postgres.login("console").password();
  }
}
