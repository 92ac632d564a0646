package io.podspan.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class ComposeTest {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(:[?-])?");

  private final String text = Checkout.read(Checkout.ROOT.resolve("docker-compose.yml"));
  private final String dockerfile = Checkout.read(Checkout.DEPLOY.resolve("docker/Dockerfile"));

  /** Anchors, aliases and merge keys are written out. */
  private final JsonNode compose =
      new ObjectMapper().valueToTree(new Yaml().<Map<String, Object>>load(text));

  private final JsonNode services = compose.path("services");
  private final JsonNode secrets = compose.path("secrets");

  /** The variables of {@code .env.example} with their values, which may be empty. */
  private static Map<String, String> example() {
    Map<String, String> example = new LinkedHashMap<>();
    Checkout.read(Checkout.ROOT.resolve(".env.example"))
        .lines()
        .filter(line -> !line.startsWith("#") && line.contains("="))
        .forEach(line -> example.put(line.split("=", 2)[0], line.split("=", 2)[1]));
    return example;
  }

  @Test
  void dockerComposeTakesIt() throws Exception {
    Map<String, String> filledIn = new HashMap<>(example());
    filledIn.replaceAll((_, value) -> value.isEmpty() ? "192.0.2.10" : value);
    String configured = Tool.orSkip("docker-compose").run(filledIn, List.of("config"));
    assertThat(configured).contains("192.0.2.10:179:1790").contains("/etc/podspan/credentials:ro");
  }

  @Test
  void hasKafkaPostgresAndTheServices() {
    Set<String> names = new TreeSet<>();
    services.fieldNames().forEachRemaining(names::add);
    Set<String> expected = new TreeSet<>(Checkout.SERVICES);
    expected.addAll(Set.of("kafka", "postgres"));
    assertThat(names).isEqualTo(expected);
    assertThat(services.path("postgres").path("image").asText()).matches("postgres:18\\.\\d+");
    assertThat(services.path("kafka").path("image").asText())
        .matches("apache/kafka:4\\.\\d+\\.\\d+");
  }

  @Test
  void everyServiceIsATargetOfTheDockerfile() {
    for (String service : Checkout.SERVICES) {
      assertThat(services.path(service).path("build").path("target").asText()).isEqualTo(service);
      assertThat(dockerfile)
          .contains("FROM runtime AS " + service + "\n")
          .contains("/podspan/" + service + "/target/quarkus-app/app app");
    }
  }

  @Test
  void theImageRunsAsNobodyInParticularAndSaysWhetherItIsReady() {
    String runtime =
        dockerfile.substring(dockerfile.indexOf(" AS runtime"), dockerfile.indexOf(" AS bgp-"));
    assertThat(runtime)
        .contains("USER 10001:0")
        .contains("HEALTHCHECK")
        .contains("/q/health/ready");
    Set<String> set =
        Pattern.compile("^(?:ENV| {3}) ([A-Z_]+)=", Pattern.MULTILINE)
            .matcher(dockerfile)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(Settings.known()).containsAll(set);
    assertThat(set).contains("QUARKUS_HTTP_HOST", "PODSPAN_CREDENTIALS_DIR");
  }

  @Test
  void servicesWaitForWhatTheyNeedAndTheReflectorForNobody() {
    for (String service : Checkout.SERVICES) {
      JsonNode waitsFor = services.path(service).path("depends_on");
      if (service.equals("bgp-reflector")) {
        assertThat(waitsFor.isMissingNode()).isTrue();
      } else {
        assertThat(waitsFor.at("/kafka/condition").asText()).isEqualTo("service_healthy");
        assertThat(waitsFor.at("/postgres/condition").asText()).isEqualTo("service_healthy");
      }
    }
    assertThat(services.at("/kafka/healthcheck").isObject()).isTrue();
    assertThat(services.at("/postgres/healthcheck").isObject()).isTrue();
  }

  @Test
  void everyVariableOfAServiceIsOneThatItKnows() {
    for (String service : Checkout.SERVICES) {
      services
          .path(service)
          .path("environment")
          .fieldNames()
          .forEachRemaining(name -> assertThat(Settings.known()).contains(name));
    }
  }

  @Test
  void secretsComeFromOutsideAndTheExampleNamesThemAll() {
    Set<String> asked = new TreeSet<>();
    Matcher variable = VARIABLE.matcher(text);
    while (variable.find()) {
      asked.add(variable.group(1));
    }
    assertThat(example().keySet()).isEqualTo(asked);
  }

  @Test
  void passwordsAreFilesAndNeverInAnEnvironmentOrOnACommandLine() {
    assertThat(text)
        .doesNotContainPattern("PASSWORD:")
        .doesNotContainPattern("\\$\\{[A-Z_]*PASSWORD");
    assertThat(names(secrets)).isNotEmpty();
    names(secrets)
        .forEach(
            name ->
                assertThat(secrets.path(name).path("file").asText())
                    .isEqualTo(
                        "${PODSPAN_SECRETS:-./secrets}/"
                            + (name.equals("intent-key") ? "intent/signing.pem" : name)));
    for (String service : Checkout.SERVICES) {
      String user = services.path(service).at("/environment/QUARKUS_DATASOURCE_USERNAME").asText();
      if (!user.isEmpty()) {
        assertThat(services.path(service).at("/secrets/0/source").asText()).isEqualTo(user);
        assertThat(services.path(service).at("/secrets/0/target").asText())
            .isEqualTo("quarkus.datasource.password");
        assertThat(
                services
                    .path(service)
                    .at("/environment/SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS")
                    .asText())
            .isEqualTo("/run/secrets");
      }
    }
    String script = Checkout.read(Checkout.DEPLOY.resolve("postgres/init.sh"));
    assertThat(script).doesNotContain("-v password").doesNotContain("PASSWORD:?");
    assertThat(Checkout.read(Checkout.ROOT.resolve(".gitignore"))).contains("/secrets/");
  }

  @Test
  void everyContainerIsClosedAndBounded() {
    assertThat(names(services)).contains("kafka", "postgres").containsAll(Checkout.SERVICES);
    for (String name : names(services)) {
      JsonNode service = services.path(name);
      assertThat(service.path("read_only").asBoolean()).as(name).isTrue();
      assertThat(service.at("/cap_drop/0").asText()).as(name).isEqualTo("ALL");
      assertThat(service.has("cap_add")).as(name).isFalse();
      assertThat(service.has("privileged")).as(name).isFalse();
      assertThat(service.at("/security_opt/0").asText())
          .as(name)
          .isEqualTo("no-new-privileges:true");
      for (String limit : List.of("mem_limit", "cpus", "pids_limit")) {
        assertThat(service.has(limit)).as(name + " has " + limit).isTrue();
      }
      assertThat(service.path("tmpfs"))
          .as(name)
          .isNotEmpty()
          .allSatisfy(mount -> assertThat(mount.asText()).contains(":size="));
      assertThat(service.path("image").asText())
          .as(name)
          .matches(".+:[0-9]+\\.[0-9.]+(@sha256:[0-9a-f]{64})?");
    }
  }

  @Test
  void theConsoleAsksEveryOwnerByANameThatItTakes() {
    Set<String> asked =
        Pattern.compile("OWNERS_[A-Z_]+: (?:.*=)?http://([a-z-]+):8080")
            .matcher(text)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(asked).containsExactly("bgp-reflector", "probe-service", "route-collector");
    for (String owner : asked) {
      String hosts = services.path(owner).at("/environment/PODSPAN_DOOR_HOSTS").asText();
      assertThat(hosts.split(",")).as(owner).contains(owner);
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void thePostgresScriptMakesTheSchemasOfTheServices() {
    String script = Checkout.read(Checkout.DEPLOY.resolve("postgres/init.sh"));
    for (String service : Checkout.SERVICES) {
      String user = services.path(service).at("/environment/QUARKUS_DATASOURCE_USERNAME").asText();
      if (!user.isEmpty()) {
        assertThat(script.lines().filter(line -> line.startsWith("for schema in")).findFirst())
            .hasValueSatisfying(line -> assertThat(line).contains(" " + user));
      }
    }
  }
}
