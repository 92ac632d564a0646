package io.podspan.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

class ComposeTest {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(:[?-])?");

  private final String text = Checkout.read(Checkout.ROOT.resolve("docker-compose.yml"));
  private final String dockerfile = Checkout.read(Checkout.DEPLOY.resolve("docker/Dockerfile"));
  private final JsonNode services =
      Manifests.documents(Checkout.ROOT.resolve("docker-compose.yml")).getFirst().path("services");

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
      if (variable.group(1).endsWith("PASSWORD")) {
        assertThat(variable.group(2)).as(variable.group(1)).isEqualTo(":?");
      }
    }
    assertThat(example().keySet()).isEqualTo(asked);
    assertThat(example())
        .allSatisfy(
            (name, value) -> {
              if (name.endsWith("PASSWORD")) {
                assertThat(value).isEmpty();
              }
            });
    text.lines()
        .filter(line -> line.contains("PASSWORD:"))
        .forEach(line -> assertThat(line).contains("${"));
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
