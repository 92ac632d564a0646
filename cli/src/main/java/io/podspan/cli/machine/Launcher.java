package io.podspan.cli.machine;

import io.podspan.embedded.kafka.KafkaConfig;
import io.podspan.embedded.postgres.Login;
import io.podspan.embedded.postgres.PostgresConfig;
import io.podspan.embedded.process.Command;
import io.podspan.embedded.process.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The command line and the environment of every child. Decides nothing else; plain values in, plain
 * values out.
 */
final class Launcher {
  private static final String DATABASE = "podspan";

  /**
   * Mapped where it was made for, its pages stay clean and need no fixing; a cache that does not
   * fit is no news.
   */
  private static final List<String> QUIET_CACHE =
      List.of(
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:ArchiveRelocationMode=0",
          "-Xlog:aot=off",
          "-Xlog:cds=off");

  private final MachineConfig config;
  private final Installation installation;
  private final DataFolder folder;
  private final IntentKeys keys;

  Launcher(MachineConfig config, Installation installation, DataFolder folder) {
    this.config = config;
    this.installation = installation;
    this.folder = folder;
    this.keys = folder.intentKeys();
  }

  PostgresConfig postgres() {
    return PostgresConfig.in(config.data(), config.ports().of(PortPlan.POSTGRES))
        .withBinaries(installation.postgresBinaries());
  }

  KafkaConfig kafka() {
    return KafkaConfig.in(
            config.data(),
            config.ports().of(PortPlan.KAFKA),
            config.ports().of(PortPlan.CONTROLLER))
        .withJvmFlags(jvmFlags("kafka"));
  }

  /**
   * A service as in a container, except for its JVM's flags. Empties the folder for its temporary
   * files.
   *
   * @param logins the login of each schema; passwords go into a file that only the owner reads
   */
  Command service(Service service, Function<String, Login> logins) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add(Leftovers.marker(config.data()));
    line.add("-Djava.io.tmpdir=" + folder.temporary(service.module()));
    line.addAll(service.jvmFlags());
    line.addAll(jvmFlags(service.module()));
    line.add("-jar");
    line.add(installation.runnable(service).toString());
    return new Command(
        service.module(),
        line,
        environment(service, logins),
        config.data(),
        folder.log(service.module()),
        Signal.TERM);
  }

  private Map<String, String> environment(Service service, Function<String, Login> logins) {
    Map<String, String> environment = new HashMap<>();
    environment.put("MALLOC_ARENA_MAX", "2");
    environment.put("MALLOC_TRIM_THRESHOLD_", "131072");
    environment.put("QUARKUS_VERTX_EVENT_LOOPS_POOL_SIZE", "2");
    environment.put("QUARKUS_HTTP_HOST", config.listen());
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(config.ports().of(service)));
    environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
    environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + config.ports().of(PortPlan.KAFKA));
    environment.put("PODSPAN_CREDENTIALS_DIR", folder.credentials().toString());
    environment.put("PODSPAN_DOOR_CALLERS", folder.callers().toString());
    if (!config.hosts().isEmpty()) {
      environment.put("PODSPAN_DOOR_HOSTS", String.join(",", config.hosts()));
    }
    service
        .schema()
        .ifPresent(schema -> environment.putAll(datasource(service, logins.apply(schema))));
    environment.put("PODSPAN_INTENT_TRUSTED_KEYS", keys.trusted().toString());
    if (service == Service.PEERING) {
      environment.put("PODSPAN_INTENT_SIGNING_KEY", keys.signing().toString());
    }
    if (service == Service.REFLECTOR) {
      environment.putAll(reflector());
    }
    if (service == Service.CONSOLE) {
      environment.put("PODSPAN_CONSOLE_OWNERS_PROBE_SERVICE", config.url(Service.PROBES));
      environment.put("PODSPAN_CONSOLE_OWNERS_ROUTE_COLLECTOR", config.url(Service.COLLECTOR));
      environment.put(
          "PODSPAN_CONSOLE_OWNERS_REFLECTORS",
          config.reflector() + "=" + config.url(Service.REFLECTOR));
    }
    return environment;
  }

  private Map<String, String> datasource(Service service, Login login) {
    Path secrets =
        folder.secrets(service.module(), Map.of("quarkus.datasource.password", login.password()));
    String url =
        "jdbc:postgresql://127.0.0.1:%d/%s"
            .formatted(config.ports().of(PortPlan.POSTGRES), DATABASE);
    return Map.of(
        "QUARKUS_DATASOURCE_JDBC_URL",
        url,
        "QUARKUS_DATASOURCE_USERNAME",
        login.username(),
        "SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS",
        // A list of folders, in which commas are escaped.
        secrets.toString().replace("\\", "\\\\").replace(",", "\\,"),
        // An idle connection costs a process of Postgres.
        "QUARKUS_DATASOURCE_JDBC_MAX_SIZE",
        "6",
        "QUARKUS_DATASOURCE_JDBC_IDLE_REMOVAL_INTERVAL",
        "20S");
  }

  /**
   * A router that restarts waits up to nine seconds before it connects (GoBGP), and half a minute
   * after a lost session (BIRD); a reflector that connects by itself does not wait for that.
   */
  private Map<String, String> reflector() {
    return Map.of(
        "PODSPAN_REFLECTOR_DIAL", "true",
        "PODSPAN_REFLECTOR_CONNECT_RETRY", "1",
        "PODSPAN_REFLECTOR_NAME", config.reflector(),
        "PODSPAN_REFLECTOR_LISTEN", String.join(",", config.bgpAddresses()),
        "PODSPAN_REFLECTOR_PORT", Integer.toString(config.ports().of(PortPlan.BGP)),
        "PODSPAN_STATE_DIR", folder.reflectorState().toString());
  }

  /** A recording run writes the caches that later ones use. */
  private List<String> jvmFlags(String name) {
    Path cache = installation.cache(name);
    List<String> flags = new ArrayList<>(config.jvmFlags());
    switch (config.caches()) {
      case USE -> {
        if (Files.isRegularFile(cache)) {
          flags.add("-XX:AOTCache=" + cache);
          flags.addAll(QUIET_CACHE);
        }
      }
      case RECORD -> flags.add("-XX:AOTCacheOutput=" + cache);
      case IGNORE -> {}
    }
    return flags;
  }
}
