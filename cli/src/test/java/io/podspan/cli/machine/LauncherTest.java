package io.podspan.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.embedded.postgres.Login;
import io.podspan.embedded.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
  private static final String PASSWORD = "5f3a-secret";

  @TempDir Path root;
  private DataFolder folder;

  @BeforeEach
  void takeFolder() {
    folder = DataFolder.take(root.resolve("data"));
  }

  @AfterEach
  void release() {
    folder.close();
  }

  @Test
  void tellsAServiceWhereItLivesByItsEnvironmentAlone() {
    Map<String, String> environment = service(Service.PEERING, Caches.IGNORE).environment();

    assertThat(environment)
        .containsEntry("QUARKUS_HTTP_HOST", "127.0.0.1")
        .containsEntry("QUARKUS_HTTP_PORT", "7081")
        .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:7092")
        .containsEntry("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:7432/podspan")
        .containsEntry("QUARKUS_DATASOURCE_USERNAME", "peering")
        .containsEntry("PODSPAN_CREDENTIALS_DIR", folder.credentials().toString());
  }

  @Test
  void tellsTheConsoleWhoKnowsWhatIsTrueNow() {
    assertThat(service(Service.CONSOLE, Caches.IGNORE).environment())
        .containsEntry("PODSPAN_CONSOLE_OWNERS_PROBE_SERVICE", "http://127.0.0.1:7084")
        .containsEntry("PODSPAN_CONSOLE_OWNERS_ROUTE_COLLECTOR", "http://127.0.0.1:7083")
        .containsEntry("PODSPAN_CONSOLE_OWNERS_REFLECTORS", "reflector=http://127.0.0.1:7082");
  }

  @Test
  void givesPeeringServiceAloneTheKeyThatSignsTheIntent() {
    for (Service service : Service.values()) {
      Map<String, String> environment = service(service, Caches.IGNORE).environment();
      assertThat(environment)
          .containsEntry("PODSPAN_INTENT_TRUSTED_KEYS", folder.path() + "/intent-key/trusted");
      assertThat(environment.containsKey("PODSPAN_INTENT_SIGNING_KEY"))
          .isEqualTo(service == Service.PEERING);
    }
  }

  @Test
  void showsNoPasswordOnACommandLineNorInAnEnvironment() {
    for (Service service : Service.values()) {
      Command command = service(service, Caches.IGNORE);
      assertThat(command.line()).noneMatch(argument -> argument.contains(PASSWORD));
      assertThat(command.environment().values()).noneMatch(value -> value.contains(PASSWORD));
    }
  }

  @Test
  void givesThePasswordInAFileThatOnlyTheOwnerReads() throws IOException {
    service(Service.CONSOLE, Caches.IGNORE);
    String folder =
        service(Service.CONSOLE, Caches.IGNORE)
            .environment()
            .get("SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS");

    Path file = Path.of(folder).resolve("quarkus.datasource.password");
    assertThat(file).hasContent(PASSWORD);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void givesTheReflectorItsAddressAndAFolderButNoDatabase() {
    assertThat(service(Service.REFLECTOR, Caches.IGNORE).environment())
        .containsEntry("PODSPAN_REFLECTOR_NAME", "reflector")
        .containsEntry("PODSPAN_REFLECTOR_LISTEN", "192.0.2.1,192.0.2.2")
        .containsEntry("PODSPAN_REFLECTOR_PORT", "1790")
        .containsEntry("PODSPAN_STATE_DIR", folder.reflectorState().toString())
        .doesNotContainKey("QUARKUS_DATASOURCE_JDBC_URL");
  }

  @Test
  void marksEveryServiceWithItsDataFolder() {
    assertThat(service(Service.CONSOLE, Caches.IGNORE).line())
        .contains(Leftovers.marker(folder.path()));
  }

  @Test
  void keepsTemporaryFilesOfEveryServiceInTheDataFolder() {
    for (Service service : Service.values()) {
      assertThat(service(service, Caches.IGNORE).line())
          .contains("-Djava.io.tmpdir=" + folder.path().resolve("tmp").resolve(service.module()))
          .contains("-XX:-UsePerfData");
    }
  }

  @Test
  void usesACacheOnlyWhereOneWasRecorded() throws IOException {
    assertThat(service(Service.CONSOLE, Caches.USE).line())
        .noneMatch(argument -> argument.startsWith("-XX:AOT"));

    Path cache = installation().cache("console");
    Files.createDirectories(cache.getParent());
    Files.createFile(cache);

    assertThat(service(Service.CONSOLE, Caches.USE).line()).contains("-XX:AOTCache=" + cache);
    assertThat(service(Service.CONSOLE, Caches.RECORD).line())
        .contains("-XX:AOTCacheOutput=" + cache);
  }

  private Installation installation() {
    return new Installation(root);
  }

  private Command service(Service service, Caches caches) {
    MachineConfig config =
        new MachineConfig(
            folder.path(),
            "127.0.0.1",
            List.of("podspan.example"),
            PortPlan.with(Map.of()),
            List.of("192.0.2.1", "192.0.2.2"),
            "reflector",
            List.of(),
            caches);
    return new Launcher(config, installation(), folder)
        .service(service, schema -> new Login(schema, PASSWORD));
  }
}
