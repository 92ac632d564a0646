package io.podspan.peeringservice.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadTextsTest {
  private final List<String> read = new ArrayList<>();
  private final ReadTexts<Integer> texts = new ReadTexts<>(2);

  @Test
  void aTextIsReadOnce() {
    assertThat(List.of(length("a", "one"), length("a", "one"))).containsExactly(3, 3);

    assertThat(read).containsExactly("one");
  }

  @Test
  void anotherTextOfTheSameIdIsReadAndTheFormerToo() {
    length("a", "one");

    assertThat(length("a", "three")).isEqualTo(5);
    assertThat(length("a", "one")).isEqualTo(3);
    assertThat(read).containsExactly("one", "three", "one");
  }

  @Test
  void whatWasWrittenIsNotRead() {
    texts.wrote("a", "one", 3);

    assertThat(length("a", "one")).isEqualTo(3);
    assertThat(read).isEmpty();
  }

  @Test
  void whatWasWrittenAndNeverCameIntoPostgresIsNotAnsweredForWhatIsThere() {
    length("a", "one");
    texts.wrote("a", "three", 5);

    assertThat(length("a", "one")).isEqualTo(3);
  }

  @Test
  void thoseThatWereAskedForLastAreKept() {
    length("a", "one");
    length("b", "two");
    length("a", "one");
    length("c", "three");

    length("a", "one");
    length("b", "two");
    assertThat(read).containsExactly("one", "two", "three", "two");
  }

  private int length(String id, String text) {
    return texts.read(
        id,
        text,
        given -> {
          read.add(given);
          return given.length();
        });
  }
}
