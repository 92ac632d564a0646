package io.podspan.embedded.postgres;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to run it.
 *
 * @param data its own folder, created when absent
 * @param binaries where the server's programs are unpacked to, shareable between instances
 * @param log where the server writes
 * @param listen the address to listen on
 * @param port 0 takes a free one
 * @param durable whether an acknowledged commit survives a power cut; false only where data is
 *     thrown away anyway
 * @param database the database to create
 * @param schemas one schema and a login role of the same name for each, lower-case words
 * @param settings of the server, before its own: such as {@code ssl}
 */
public record PostgresConfig(
    Path data,
    Path binaries,
    Path log,
    String listen,
    int port,
    boolean durable,
    String database,
    List<String> schemas,
    Map<String, String> settings) {
  public PostgresConfig {
    schemas = List.copyOf(schemas);
    settings = Map.copyOf(settings);
    for (String name : schemas) {
      requireWord(name);
    }
    requireWord(database);
  }

  /**
   * The database {@code podspan} with the schemas of the services, durable, on loopback, below this
   * folder.
   */
  public static PostgresConfig in(Path folder, int port) {
    return new PostgresConfig(
        folder.resolve("postgres"),
        folder.resolve("postgres-binaries"),
        folder.resolve("logs/postgres.log"),
        "127.0.0.1",
        port,
        true,
        "podspan",
        List.of("peering", "collector", "probes", "console"),
        Map.of());
  }

  public PostgresConfig withBinaries(Path folder) {
    return new PostgresConfig(
        data, folder, log, listen, port, durable, database, schemas, settings);
  }

  public PostgresConfig throwAway() {
    return new PostgresConfig(
        data, binaries, log, listen, port, false, database, schemas, settings);
  }

  /** On another address: passwords are asked for there too, but nothing is encrypted. */
  public PostgresConfig listeningOn(String address) {
    return new PostgresConfig(
        data, binaries, log, address, port, durable, database, schemas, settings);
  }

  /** With these settings of the server, before its own. */
  public PostgresConfig withSettings(Map<String, String> others) {
    return new PostgresConfig(
        data, binaries, log, listen, port, durable, database, schemas, others);
  }

  boolean loopback() {
    return listen.startsWith("127.");
  }

  private static void requireWord(String name) {
    if (!name.matches("[a-z][a-z0-9_]{0,30}")) {
      throw new IllegalArgumentException(name + " is not a lower-case word");
    }
  }
}
