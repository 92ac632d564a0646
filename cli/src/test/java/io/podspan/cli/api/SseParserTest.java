package io.podspan.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SseParserTest {
  private final SseParser parser = new SseParser();

  @Test
  void readsIdTypeAndData() {
    assertThat(events("id: 7", "event: podspan.session.lost.v1", "data: {\"data\":{\"a\":1}}", ""))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.sequence()).isEqualTo("7");
              assertThat(event.type()).isEqualTo("podspan.session.lost.v1");
              assertThat(event.data().path("a").asInt()).isEqualTo(1);
            });
  }

  @Test
  void joinsDataOfSeveralLines() {
    assertThat(events("data: {\"data\":", "data: 5}", "")).hasSize(1);
  }

  @Test
  void keepsTheIdForEventsWithoutOne() {
    assertThat(events("id:3", "data: {}", "", "data: {}", ""))
        .extracting(StreamedEvent::sequence)
        .containsExactly("3", "3");
  }

  @Test
  void ignoresCommentsUnknownFieldsAndEmptyEvents() {
    assertThat(events(": keep-alive", "retry: 5", "", "whatever", "")).isEmpty();
  }

  @Test
  void skipsWhatIsNotJson() {
    assertThat(events("data: {\"half", "", "data: {}", "")).hasSize(1);
  }

  private List<StreamedEvent> events(String... lines) {
    return List.of(lines).stream().map(parser::take).flatMap(Optional::stream).toList();
  }
}
