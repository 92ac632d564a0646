package io.podspan.events.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is found on a packet's way, as JSON: answers carry it, no event so far. */
class PathReasonJsonTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final Path GOLDEN = Path.of("src/test/resources/golden/reasons");

  static List<Reason> samples() {
    return ReasonSamples.all().stream().filter(ReasonJsonTest::pathOnly).toList();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theGoldenFileStillParsesToTheSameReason(Reason sample) throws IOException {
    Path golden = GOLDEN.resolve(sample.code() + ".json");
    if (Boolean.getBoolean("podspan.contract.write") && Files.notExists(golden)) {
      Files.writeString(
          golden, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(sample) + "\n");
    }
    assertThat(JSON.readValue(Files.readString(golden), PathReason.class)).isEqualTo(sample);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aReasonIsWrittenWithItsCodeOnceAndReadAgain(Reason sample) throws IOException {
    String written = JSON.writeValueAsString(sample);
    assertThat(JSON.readValue(written, PathReason.class)).isEqualTo(sample);
    JsonNode tree = JSON.readTree(written);
    assertThat(tree.path("code").asText()).isEqualTo(sample.code());
    assertThat(written.split("\"code\"", -1)).hasSize(2);
  }

  @Test
  void anInterfaceThatIsDownIsAReasonOfARouteAndOfAWay() throws IOException {
    RouteReason.InterfaceDown down =
        new RouteReason.InterfaceDown("192.0.2.13", "eth1", RouteReason.InterfaceDown.DOWN);
    assertThat(JSON.readValue(JSON.writeValueAsString(down), PathReason.class)).isEqualTo(down);
    assertThat(JSON.readValue(JSON.writeValueAsString(down), RouteReason.class)).isEqualTo(down);
  }

  @Test
  void aCodeOfANewerWriterIsUnrecognised() throws IOException {
    assertThat(JSON.readValue("{\"code\":\"flux\",\"text\":\"off\"}", PathReason.class))
        .isEqualTo(new Unrecognised("flux", "off"));
  }

  @Test
  void aKnownCodeWithBrokenDataIsAnError() {
    assertThatThrownBy(() -> JSON.readValue("{\"code\":\"no-route\"}", PathReason.class))
        .isInstanceOf(IOException.class);
  }
}
