package io.podspan.cli.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.machine.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Images that this command makes, and those of the Dockerfile, are run in the same way. */
class ImageConfigTest {
  private static final Path DOCKERFILE = Path.of("..", "deploy", "docker", "Dockerfile");

  private static JsonNode config(Service service) {
    return ImageConfig.of(service).path("config");
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  /** The stage that all services build on, as one line. */
  private static String runtimeStage() throws IOException {
    String all = Files.readString(DOCKERFILE);
    int begin = all.indexOf("AS runtime");
    return all.substring(begin, all.indexOf("FROM runtime", begin)).replace("\\\n", " ");
  }

  @ParameterizedTest
  @EnumSource(Service.class)
  void theEnvironmentOfTheDockerfileIsThere(Service service) throws IOException {
    String stage = runtimeStage();
    for (String variable : texts(config(service).path("Env"))) {
      String name = variable.substring(0, variable.indexOf('='));
      String value = variable.substring(variable.indexOf('=') + 1);
      if (stage.contains(name + "=")) {
        assertThat(stage).contains(name + "=" + (value.contains(" ") ? '"' + value + '"' : value));
      }
    }
    assertThat(texts(config(service).path("Env")))
        .extracting(variable -> variable.substring(0, variable.indexOf('=')))
        .contains(
            "QUARKUS_HTTP_HOST",
            "QUARKUS_HTTP_PORT",
            "PODSPAN_CREDENTIALS_DIR",
            "MALLOC_ARENA_MAX",
            "JAVA_TOOL_OPTIONS");
  }

  @ParameterizedTest
  @EnumSource(Service.class)
  void theUserIsNotRoot(Service service) throws IOException {
    assertThat(config(service).path("User").asText()).isEqualTo("10001:0");
    assertThat(runtimeStage()).contains("USER 10001:0");
  }

  @Test
  void theHealthCheckIsThatOfTheDockerfile() throws IOException {
    List<String> test = texts(config(Service.CONSOLE).at("/Healthcheck/Test"));

    assertThat(runtimeStage().replace("\\\\", "\\")).contains(test.getLast());
  }

  @Test
  void onlyTheReflectorHasBgpAndAState() {
    assertThat(config(Service.REFLECTOR).path("ExposedPorts").has("1790/tcp")).isTrue();
    assertThat(texts(config(Service.REFLECTOR).path("Env")))
        .contains("PODSPAN_STATE_DIR=/var/lib/podspan");
    assertThat(config(Service.CONSOLE).path("ExposedPorts").has("1790/tcp")).isFalse();
  }

  @Test
  void architecturesAreCalledAsContainersCallThem() {
    assertThat(ImageConfig.architecture("amd64")).isEqualTo("amd64");
    assertThat(ImageConfig.architecture("aarch64")).isEqualTo("arm64");
  }
}
