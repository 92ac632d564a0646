package io.podspan.cli.fleet;

import io.podspan.cli.machine.Installation;
import io.podspan.cli.machine.IntentKeys;
import io.podspan.cli.machine.Service;
import io.podspan.embedded.kafka.EmbeddedKafka;
import io.podspan.embedded.kafka.KafkaConfig;
import io.podspan.embedded.postgres.EmbeddedPostgres;
import io.podspan.embedded.postgres.Login;
import io.podspan.embedded.postgres.PostgresConfig;
import io.podspan.embedded.process.Child;
import io.podspan.embedded.process.Command;
import io.podspan.embedded.process.Ports;
import io.podspan.embedded.process.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A real Postgres, a real Kafka, and one service as {@code podspan up} starts it, on free ports.
 * Only peering-service signs; the others take the intent from the bench.
 */
final class Backend implements AutoCloseable {
  private static final String TOKEN = "of-the-bench-and-of-nobody-else-00";

  private final Plan plan;
  private final Service service;
  private final EmbeddedPostgres postgres;
  private final EmbeddedKafka kafka;
  private final IntentKeys keys;
  private final List<Replica> replicas = new ArrayList<>();

  private Backend(
      Plan plan, Service service, EmbeddedPostgres postgres, EmbeddedKafka kafka, IntentKeys keys) {
    this.plan = plan;
    this.service = service;
    this.postgres = postgres;
    this.kafka = kafka;
    this.keys = keys;
  }

  static Path credentials(Path folder) {
    return folder.resolve("credentials");
  }

  /** Everything is ready when this returns. */
  static Backend start(Plan plan) throws IOException {
    return start(plan, Service.PEERING);
  }

  /** The same with another service. */
  static Backend start(Plan plan, Service service) throws IOException {
    Path folder = plan.folder();
    IntentKeys keys = new IntentKeys(Files.createDirectories(folder.resolve("intent-key")));
    keys.make();
    Files.writeString(token(folder), TOKEN);
    Files.writeString(
        Files.createDirectories(callers(folder)).resolve("bench.admin"), TOKEN + "\n");
    EmbeddedPostgres postgres =
        EmbeddedPostgres.start(
            PostgresConfig.in(folder, 0).withBinaries(Installation.current().postgresBinaries()));
    EmbeddedKafka kafka = EmbeddedKafka.start(KafkaConfig.in(folder, 0, 0));
    Backend backend = new Backend(plan, service, postgres, kafka, keys);
    // Nothing stays when somebody ends the bench.
    Runtime.getRuntime().addShutdownHook(new Thread(backend::close, "stop"));
    try {
      backend.add();
      return backend;
    } catch (RuntimeException e) {
      backend.close();
      throw e;
    }
  }

  /** One more replica of the service, which is ready when this returns. */
  Replica add() {
    int port = Ports.free();
    Child child = Child.spawn(command(port));
    Replica replica = new Replica(child, "http://127.0.0.1:" + port, token(plan.folder()));
    replicas.add(replica);
    replica.awaitReady();
    return replica;
  }

  private Command command(int port) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(service.jvmFlags());
    line.addAll(plan.flags());
    line.addAll(List.of("-jar", Installation.current().runnable(service).toString()));
    String log = "logs/" + service.module() + "-" + (replicas.size() + 1) + ".log";
    return new Command(
        service.module(),
        line,
        environment(port),
        plan.folder(),
        plan.folder().resolve(log),
        Signal.TERM);
  }

  private Map<String, String> environment(int port) {
    Login login = postgres.login(service.schema().orElseThrow());
    Map<String, String> environment = new HashMap<>();
    environment.put("MALLOC_ARENA_MAX", "2");
    environment.put("MALLOC_TRIM_THRESHOLD_", "131072");
    environment.put("QUARKUS_VERTX_EVENT_LOOPS_POOL_SIZE", "2");
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
    // What is waited for in vain is no overhead of ours.
    environment.put("PODSPAN_ROLLOUT_PROBE_TIMEOUT", "2s");
    environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    environment.put("PODSPAN_CREDENTIALS_DIR", credentials(plan.folder()).toString());
    environment.put("PODSPAN_DOOR_CALLERS", callers(plan.folder()).toString());
    if (service == Service.PEERING) {
      environment.put("PODSPAN_INTENT_TRUSTED_KEYS", keys.trusted().toString());
      environment.put("PODSPAN_INTENT_SIGNING_KEY", keys.signing().toString());
    }
    environment.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl());
    environment.put("QUARKUS_DATASOURCE_USERNAME", login.username());
    environment.put("QUARKUS_DATASOURCE_PASSWORD", login.password());
    return environment;
  }

  private static Path token(Path folder) {
    return folder.resolve("token");
  }

  private static Path callers(Path folder) {
    return folder.resolve("callers");
  }

  /** The one that was started first. */
  Replica first() {
    return replicas.getFirst();
  }

  static String authorization() {
    return "Bearer " + TOKEN;
  }

  String kafka() {
    return kafka.bootstrapServers();
  }

  long postgresPid() {
    return postgres.pid();
  }

  long kafkaPid() {
    return kafka.pid();
  }

  /** A second call does nothing. */
  @Override
  public synchronized void close() {
    replicas.forEach(Replica::close);
    kafka.stop();
    postgres.stop();
  }
}
