package io.podspan.cli.demo;

import io.podspan.cli.machine.Machine;
import io.podspan.cli.machine.Service;
import io.podspan.embedded.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where secrets of a machine are that must be nowhere else: in a log, in Kafka's files, or in
 * Postgres, in a table or in a file of it.
 */
final class Leaks {
  private final Machine machine;
  private final Map<String, String> secrets = new LinkedHashMap<>();
  private final List<String> found = new ArrayList<>();
  private long octets;

  /**
   * @param planted a secret of a kubeconfig
   */
  Leaks(Machine machine, String planted) throws IOException {
    this.machine = machine;
    secrets.put("the token of a kubeconfig", planted);
    secrets.put("the owner's token", Files.readString(machine.folder().token()).strip());
    secrets.put("the key of the intent", key());
    secrets.put("the superuser's password", postgres().login("postgres").password());
    Arrays.stream(Service.values())
        .flatMap(service -> service.schema().stream())
        .forEach(
            schema ->
                secrets.put("the password of " + schema, postgres().login(schema).password()));
  }

  /** Looks for this one, too. */
  Leaks alsoOf(String what, String secret) {
    secrets.put(what, secret);
    return this;
  }

  private EmbeddedPostgres postgres() {
    return machine.postgres().orElseThrow();
  }

  /** The longest line of the private key. */
  private String key() throws IOException {
    return Files.readAllLines(machine.folder().path().resolve("intent-key/signing.pem")).stream()
        .filter(line -> !line.startsWith("-"))
        .findFirst()
        .orElseThrow();
  }

  /**
   * @return each secret and where it is, a line each; empty when each is where it belongs
   */
  List<String> find() throws IOException, SQLException {
    Path data = machine.folder().path();
    files(data.resolve("logs"), ".log");
    files(data.resolve("kafka/topics"), ".log");
    files(data.resolve("postgres/cluster"), "");
    tables();
    return found;
  }

  /** How much was searched: nothing found in nothing proves nothing. */
  long octets() {
    return octets;
  }

  private void files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(ending)).toList()) {
        if (Files.isRegularFile(file)) {
          search(folder.getParent().relativize(file).toString(), content(file));
        }
      }
    }
  }

  /** A server at work removes files at any time. */
  private static String content(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException _) {
      return "";
    }
  }

  /** Long values are compressed in the files. */
  private void tables() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                postgres().jdbcUrl(), "postgres", postgres().login("postgres").password());
        Statement statement = connection.createStatement()) {
      for (String table : names(statement)) {
        StringBuilder rows = new StringBuilder();
        try (ResultSet all = statement.executeQuery("select t::text from " + table + " t")) {
          while (all.next()) {
            rows.append(all.getString(1)).append('\n');
          }
        }
        search("table " + table, rows.toString());
      }
    }
  }

  private static List<String> names(Statement statement) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet tables =
        statement.executeQuery(
            "select format('%I.%I', schemaname, tablename) from pg_tables"
                + " where schemaname not in ('pg_catalog', 'information_schema')")) {
      while (tables.next()) {
        names.add(tables.getString(1));
      }
    }
    return names;
  }

  private void search(String where, String content) {
    octets += content.length();
    secrets.forEach(
        (what, secret) -> {
          if (content.contains(secret)) {
            found.add(what + " is in " + where);
          }
        });
  }
}
