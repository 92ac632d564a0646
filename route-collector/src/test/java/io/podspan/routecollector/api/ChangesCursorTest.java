package io.podspan.routecollector.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.routecollector.change.Change.Line;
import io.podspan.routecollector.change.ChangeRecords.Between;
import io.podspan.routecollector.change.Part;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangesCursorTest {
  private static final Between BETWEEN =
      new Between(
          Instant.parse("2026-01-01T00:00:00.123456Z"), Instant.parse("2026-01-01T00:10:00Z"));

  @Test
  void isReadAsItWasWritten() {
    ChangesCursor line =
        new ChangesCursor(BETWEEN, "paris/paris-1", new Line(Part.ROUTE, "10.2.0.0/24 via ::1"));
    ChangesCursor node = new ChangesCursor(BETWEEN, "paris/paris-1", null);
    ChangesCursor state = new ChangesCursor(BETWEEN, "paris/paris-1", new Line(Part.STATE, ""));
    assertThat(ChangesCursor.of(line.text())).contains(line);
    assertThat(ChangesCursor.of(node.text())).contains(node);
    assertThat(ChangesCursor.of(state.text())).contains(state);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n\n\n",
        "2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00Z\n2026-01-01T00:10:00Z\na/b\nno-part\n",
        "2026-01-01T00:10:00Z\n2026-01-01T00:00:00Z\na/b\n\n"
      })
  void whatIsNoneIsRefused(String fields) {
    assertThat(
            ChangesCursor.of(
                Base64.getUrlEncoder().encodeToString(fields.getBytes(StandardCharsets.UTF_8))))
        .isEmpty();
    assertThat(ChangesCursor.of("%" + fields)).isEmpty();
  }
}
