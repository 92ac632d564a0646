package io.podspan.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.envelope.EventTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guards the contract. Schemas, the AsyncAPI document and golden files that do not exist yet are
 * written by a run with {@code -Dpodspan.contract.write=true}; a golden file that exists is never
 * written again, it must parse for ever.
 */
class ContractTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final boolean WRITE = Boolean.getBoolean("podspan.contract.write");
  private static final Path SCHEMAS = Path.of("src/main/resources/schemas");
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Path ASYNC_API = Path.of("src/main/resources/asyncapi.json");

  static List<Event> samples() {
    return Samples.all();
  }

  @Test
  void everyTypeHasASampleAndEverySampleAType() {
    assertThat(samples().stream().map(Event::getClass).toList())
        .containsExactlyInAnyOrderElementsOf(EventTypes.all().values());
  }

  @Test
  void everyRecordOfEveryTopicHasARowInTheTableOfTypes() {
    List<Class<?>> records =
        Stream.of(Topic.values())
            .flatMap(topic -> Stream.of(topic.carries().getPermittedSubclasses()))
            .toList();
    assertThat(records).containsExactlyInAnyOrderElementsOf(EventTypes.all().values());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theGoldenFileStillParsesToTheSameEvent(Event sample) throws IOException {
    Path golden = GOLDEN.resolve(EventTypes.nameOf(sample.getClass()) + ".json");
    if (WRITE && Files.notExists(golden)) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, pretty(EventCodec.data(sample)));
    }
    assertThat(EventCodec.parse(sample.getClass(), Files.readAllBytes(golden))).isEqualTo(sample);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatIsWrittenKeepsToItsCommittedSchema(Event sample) throws IOException {
    Path file = SCHEMAS.resolve(EventTypes.nameOf(sample.getClass()) + ".json");
    JsonNode generated = ContractDocuments.schema(sample.getClass());
    if (WRITE) {
      Files.createDirectories(SCHEMAS);
      Files.writeString(file, pretty(generated));
    }
    JsonNode committed = JSON.readTree(Files.readAllBytes(file));
    assertThat(committed).as("the schema of the record as it is now").isEqualTo(generated);
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(committed.toString(), InputFormat.JSON);
    String written = JSON.readTree(EventCodec.data(sample)).toString();
    assertThat(schema.validate(written, InputFormat.JSON)).isEmpty();
    assertThat(schema.validate("{}", InputFormat.JSON)).as("an empty object").isNotEmpty();
  }

  @Test
  void theAsyncApiDocumentIsTheOneOfTheRecords() throws IOException {
    JsonNode generated = ContractDocuments.asyncApi();
    if (WRITE) {
      Files.writeString(ASYNC_API, pretty(generated));
    }
    assertThat(JSON.readTree(Files.readAllBytes(ASYNC_API))).isEqualTo(generated);
  }

  @Test
  void noFieldOfAnyEventSoundsLikeASecret() {
    for (Map.Entry<String, Class<? extends Event>> type : EventTypes.all().entrySet()) {
      assertThat(
              ContractDocuments.schema(type.getValue())
                  .toString()
                  .toLowerCase(java.util.Locale.ROOT))
          .as(type.getKey())
          .doesNotContain("password", "token", "secret", "privatekey", "certificate");
    }
  }

  private static String pretty(byte[] json) throws IOException {
    return pretty(JSON.readTree(json));
  }

  private static String pretty(JsonNode json) throws IOException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }
}
