package io.podspan.servicekit.conditional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.podspan.servicekit.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatchingTest {
  /** What is there at each look. */
  private final Deque<String> there = new ArrayDeque<>();

  private String patched() throws IOException {
    return Patching.of(
        there::removeFirst,
        String::equals,
        (base, unchanged) -> {
          unchanged.check(there.removeFirst());
          return base + " and more";
        });
  }

  @Test
  void whatNobodyChangedMeanwhileIsPatchedOnce() throws IOException {
    there.addAll(List.of("old", "old"));
    assertThat(patched()).isEqualTo("old and more");
  }

  @Test
  void whatSomebodyChangedMeanwhileIsPatchedAsItIsThen() throws IOException {
    there.addAll(List.of("old", "new", "new", "new"));
    assertThat(patched()).isEqualTo("new and more");
  }

  @Test
  void whatChangesAllTheTimeIsAConflict() {
    for (int i = 0; i < 20; i++) {
      there.add("state " + i);
    }
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(this::patched)
        .satisfies(e -> assertThat(e.problem().status()).isEqualTo(409));
  }
}
