package io.podspan.servicekit.conditional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.podspan.servicekit.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MergePatchTest {
  private static final JsonMapper JSON = new JsonMapper();

  /** The examples of RFC 7386, appendix A, whose patches and targets are objects. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"a\":\"b\"}            | {\"a\":\"c\"}                | {\"a\":\"c\"}",
        "{\"a\":\"b\"}            | {\"b\":\"c\"}                | {\"a\":\"b\",\"b\":\"c\"}",
        "{\"a\":\"b\"}            | {\"a\":null}                 | {}",
        "{\"a\":\"b\",\"b\":\"c\"} | {\"a\":null}                | {\"b\":\"c\"}",
        "{\"a\":[\"b\"]}          | {\"a\":\"c\"}                | {\"a\":\"c\"}",
        "{\"a\":\"c\"}            | {\"a\":[\"b\"]}              | {\"a\":[\"b\"]}",
        "{\"a\":{\"b\":\"c\"}}    | {\"a\":{\"b\":\"d\",\"c\":null}} | {\"a\":{\"b\":\"d\"}}",
        "{\"a\":[{\"b\":\"c\"}]}  | {\"a\":[1]}                  | {\"a\":[1]}",
        "{\"e\":null}             | {\"a\":1}                    | {\"e\":null,\"a\":1}",
        "{}                       | {\"a\":{\"bb\":{\"ccc\":null}}} | {\"a\":{\"bb\":{}}}"
      })
  void asTheRfcHasIt(String target, String patch, String result) throws IOException {
    assertThat(patched(JSON.readTree(target), patch, JsonNode.class))
        .isEqualTo(JSON.readTree(result));
  }

  private record Body(@Nullable String name, @Nullable Long asn, @Nullable List<String> cidrs) {}

  @Test
  void whatIsNotThereStaysAndNullTakesAway() throws IOException {
    Body before = new Body("paris", 64512L, List.of("10.1.0.0/16"));

    assertThat(patched(before, "{}", Body.class)).isEqualTo(before);
    assertThat(patched(before, "{\"asn\": null, \"cidrs\": []}", Body.class))
        .isEqualTo(new Body("paris", null, List.of()));
  }

  @Test
  void aMemberThatTheBodyDoesNotHaveIsRefused() {
    assertThatThrownBy(() -> patched(new Body("paris", null, null), "{\"colour\": 1}", Body.class))
        .isInstanceOf(UnrecognizedPropertyException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "\"a\"", "null", "1"})
  void whatIsNoObjectIsRefused(String patch) {
    assertThat(
            catchThrowableOfType(
                    ProblemException.class,
                    () -> patched(new Body("a", null, null), patch, Body.class))
                .problem()
                .status())
        .isEqualTo(400);
  }

  private static <T> T patched(T body, String patch, Class<T> type) throws IOException {
    return MergePatch.apply(JSON, body, patch.getBytes(StandardCharsets.UTF_8), type);
  }
}
