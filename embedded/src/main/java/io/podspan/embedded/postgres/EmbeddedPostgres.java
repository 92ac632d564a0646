package io.podspan.embedded.postgres;

import io.podspan.embedded.process.Child;
import io.podspan.embedded.process.Command;
import io.podspan.embedded.process.FullDisk;
import io.podspan.embedded.process.LogFile;
import io.podspan.embedded.process.Ports;
import io.podspan.embedded.process.Signal;
import io.podspan.embedded.process.StartFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * A running PostgreSQL. Usable from any thread; {@link #stop} and {@link #restart} from one at a
 * time.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(60);
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final PostgresConfig config;
  private final int port;
  private final DataFolder folder;
  private final Logins logins;
  private volatile Child server;

  private EmbeddedPostgres(PostgresConfig config, int port, DataFolder folder, Child server) {
    this.config = config;
    this.port = port;
    this.folder = folder;
    this.server = server;
    this.logins = folder.logins();
  }

  /**
   * Starts the server and waits until it takes connections and every schema has its role.
   *
   * @throws io.podspan.embedded.process.PortTakenException when the port is taken; nothing was
   *     started then
   * @throws StartFailedException when it does not start, with the end of its log
   */
  public static EmbeddedPostgres start(PostgresConfig config) {
    int port = config.port() == 0 ? Ports.free() : config.port();
    DataFolder folder = new DataFolder(config, Binaries.unpackedTo(config.binaries()));
    folder.stopLeftovers();
    Ports.require(config.listen(), port, "Postgres");
    folder.initialise();
    Child server = launch(config, folder, port);
    EmbeddedPostgres postgres = new EmbeddedPostgres(config, port, folder, server);
    try {
      postgres.awaitReady();
      new Provisioning(config, postgres.logins, port).bringUpToDate();
      return postgres;
    } catch (StartFailedException e) {
      server.kill();
      throw e;
    }
  }

  /** Stops the server that a killed launcher left on this data folder, if there is one. */
  public static void stopLeftovers(PostgresConfig config) {
    new DataFolder(config, new Binaries(config.binaries())).stopLeftovers();
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://%s:%d/%s".formatted(config.listen(), port, config.database());
  }

  public int port() {
    return port;
  }

  /**
   * The role that owns a schema.
   *
   * @throws IllegalArgumentException when it is none of the configured schemas
   */
  public Login login(String schema) {
    return logins.of(schema);
  }

  public long pid() {
    return server.pid();
  }

  /** The process that runs now; another one after {@link #restart}. */
  public Child child() {
    return server;
  }

  /** Completes with the exit code when the server has ended, for whatever reason. */
  public CompletableFuture<Integer> onExit() {
    return server.onExit();
  }

  public boolean alive() {
    return server.alive();
  }

  /** A fast shutdown: sessions are ended, everything is on disk. */
  public void stop() {
    server.stop(GRACE);
  }

  /** SIGKILL to the postmaster, as a crash; its backends notice and end too. */
  public void kill() {
    server.kill();
  }

  /**
   * Starts the server again after {@link #stop}, {@link #kill} or its own death, on the same port
   * and data.
   */
  public void restart() {
    folder.stopLeftovers();
    Ports.require(config.listen(), port, "Postgres");
    server = launch(config, folder, port);
    awaitReady();
  }

  @Override
  public void close() {
    stop();
  }

  private static Child launch(PostgresConfig config, DataFolder folder, int port) {
    List<String> line = new ArrayList<>(Privilege.prefix());
    Binaries binaries = new Binaries(config.binaries());
    line.addAll(List.of(binaries.program("postgres"), "-D", folder.cluster().toString()));
    Map<String, String> settings = new HashMap<>(settings(config, port));
    settings.putAll(config.settings());
    settings.forEach((name, value) -> line.addAll(List.of("-c", name + "=" + value)));
    return Child.spawn(
        new Command("postgres", line, Map.of(), folder.cluster(), config.log(), Signal.INT));
  }

  /**
   * Small, local, and durable unless the data is thrown away anyway. Commits always wait until the
   * WAL is written, so a kill of the server loses none.
   */
  private static Map<String, String> settings(PostgresConfig config, int port) {
    String durable = config.durable() ? "on" : "off";
    return Map.ofEntries(
        Map.entry("listen_addresses", config.listen()),
        Map.entry("port", Integer.toString(port)),
        Map.entry("unix_socket_directories", ""),
        Map.entry("fsync", durable),
        Map.entry("synchronous_commit", "on"),
        Map.entry("full_page_writes", durable),
        Map.entry("max_connections", "60"),
        Map.entry("shared_buffers", "24MB"),
        Map.entry("max_wal_size", "256MB"),
        Map.entry("min_wal_size", "32MB"),
        Map.entry("wal_level", "minimal"),
        Map.entry("max_wal_senders", "0"),
        Map.entry("io_method", "sync"),
        Map.entry("jit", "off"),
        Map.entry("huge_pages", "off"),
        Map.entry("timezone", "UTC"),
        Map.entry("log_timezone", "UTC"));
  }

  /**
   * Reads line 8 of the pid file, as pg_ctl -w does (src/bin/pg_ctl/pg_ctl.c,
   * wait_for_postmaster_start).
   */
  private void awaitReady() {
    Instant end = Instant.now().plus(READY);
    while (!ready()) {
      if (!server.alive()) {
        throw new StartFailedException("Postgres ended while starting. " + advice() + logEnd());
      }
      if (Instant.now().isAfter(end)) {
        server.kill();
        throw new StartFailedException("Postgres is not ready after " + READY + logEnd());
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private boolean ready() {
    try {
      Path pidFile = folder.cluster().resolve("postmaster.pid");
      List<String> lines = Files.readAllLines(pidFile);
      return lines.size() >= 8
          && lines.getFirst().strip().equals(Long.toString(server.pid()))
          && lines.get(7).strip().equals("ready");
    } catch (IOException _) {
      return false;
    }
  }

  private String advice() {
    String words = String.join("\n", new LogFile(config.log()).tail(20));
    return FullDisk.explains(words, config.data()).orElseGet(Privilege::advice);
  }

  private String logEnd() {
    return new LogFile(config.log()).quoted(10);
  }
}
