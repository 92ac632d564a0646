package io.podspan.testkit;

import io.podspan.embedded.kafka.EmbeddedKafka;
import io.podspan.embedded.kafka.KafkaConfig;
import io.podspan.embedded.postgres.EmbeddedPostgres;
import io.podspan.embedded.postgres.Login;
import io.podspan.embedded.postgres.PostgresConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The servers of this JVM, started at the first use. All class loaders share them: the class of
 * this name in the system class loader holds them. (System properties do not fit: the transaction
 * manager reads them all and fails at a value that is not text.)
 *
 * @param settings {@code jdbc.url}, {@code kafka.bootstrap.servers} and {@code password.<schema>}
 * @param actions {@code <server>.stop}, {@code .kill}, {@code .start} and the like
 */
record Servers(Map<String, String> settings, Map<String, Runnable> actions) {
  private static @Nullable List<Object> running;

  @SuppressWarnings("unchecked") // Made below, of types that the JVM has once.
  static Servers shared() {
    try {
      Method holder =
          ClassLoader.getSystemClassLoader()
              .loadClass(Servers.class.getName())
              .getDeclaredMethod("running");
      holder.setAccessible(true);
      List<Object> both = (List<Object>) holder.invoke(null);
      return new Servers((Map<String, String>) both.get(0), (Map<String, Runnable>) both.get(1));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the test's servers cannot be reached", e);
    }
  }

  @SuppressWarnings("UnusedMethod") // Called above, by reflection.
  private static synchronized List<Object> running() {
    List<Object> known = running;
    if (known == null) {
      known = start();
      running = known;
    }
    return known;
  }

  private static List<Object> start() {
    Path folder = temporaryFolder();
    var kafkaStarts =
        CompletableFuture.supplyAsync(() -> EmbeddedKafka.start(KafkaConfig.in(folder, 0, 0)));
    PostgresConfig config = PostgresConfig.in(folder, 0).withBinaries(binaries()).throwAway();
    EmbeddedPostgres postgres = EmbeddedPostgres.start(config);
    EmbeddedKafka kafka = kafkaStarts.join();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> discard(postgres, kafka, folder)));
    return List.of(settings(config, postgres, kafka), actions(postgres, kafka, folder));
  }

  private static Map<String, String> settings(
      PostgresConfig config, EmbeddedPostgres postgres, EmbeddedKafka kafka) {
    Map<String, String> settings = new HashMap<>();
    settings.put("jdbc.url", postgres.jdbcUrl());
    settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
    for (String schema : config.schemas()) {
      settings.put("password." + schema, postgres.login(schema).password());
    }
    return Map.copyOf(settings);
  }

  private static Map<String, Runnable> actions(
      EmbeddedPostgres postgres, EmbeddedKafka kafka, Path folder) {
    Map<String, Runnable> actions = new HashMap<>(actions(postgres, kafka));
    actions.put("kafka.loseData", () -> loseData(kafka, KafkaConfig.in(folder, 0, 0).data()));
    return Map.copyOf(actions);
  }

  private static void loseData(EmbeddedKafka kafka, Path data) {
    kafka.kill();
    deleteTree(data.resolve("topics"));
    kafka.restart();
  }

  private static Map<String, Runnable> actions(EmbeddedPostgres postgres, EmbeddedKafka kafka) {
    return Map.of(
        "kafka.stop", kafka::stop,
        "kafka.kill", kafka::kill,
        "kafka.pause", kafka::pause,
        "kafka.resume", kafka::resume,
        "kafka.start", () -> unless(kafka.alive(), kafka::restart),
        "postgres.stop", postgres::stop,
        "postgres.kill", postgres::kill,
        "postgres.start", () -> unless(postgres.alive(), postgres::restart),
        "postgres.readOnly",
            () -> configure(postgres, "ALTER SYSTEM SET default_transaction_read_only = on"),
        "postgres.writable",
            () -> configure(postgres, "ALTER SYSTEM RESET default_transaction_read_only"));
  }

  /** As the superuser; takes effect in all sessions. */
  private static void configure(EmbeddedPostgres postgres, String change) {
    Login superuser = postgres.login("postgres");
    try (Connection connection =
            DriverManager.getConnection(
                postgres.jdbcUrl(), superuser.username(), superuser.password());
        Statement statement = connection.createStatement()) {
      statement.execute("SET default_transaction_read_only = off");
      statement.execute(change);
      statement.execute("SELECT pg_reload_conf()");
    } catch (SQLException e) {
      throw new IllegalStateException("Postgres refused: " + change, e);
    }
  }

  private static void unless(boolean condition, Runnable action) {
    if (!condition) {
      action.run();
    }
  }

  /** The data is thrown away, so there is nothing to wait for. */
  private static void discard(EmbeddedPostgres postgres, EmbeddedKafka kafka, Path folder) {
    kafka.kill();
    postgres.stop();
    deleteTree(folder);
  }

  private static void deleteTree(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        deleteQuietly(path);
      }
    } catch (IOException | UncheckedIOException _) {
      // It is below target/; the next clean deletes it.
    }
  }

  private static void deleteQuietly(Path path) throws IOException {
    try {
      Files.delete(path);
    } catch (NoSuchFileException _) {
      // A stopping server has removed it.
    }
  }

  private static Path temporaryFolder() {
    try {
      Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
      return Files.createTempDirectory(target, "infrastructure-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One unpacking for all modules, in the {@code target} of the outermost folder with a pom.xml.
   */
  private static Path binaries() {
    Path root = Path.of("").toAbsolutePath();
    for (Path at = root; at != null && Files.exists(at.resolve("pom.xml")); at = at.getParent()) {
      root = at;
    }
    return root.resolve("target/postgres-binaries");
  }
}
