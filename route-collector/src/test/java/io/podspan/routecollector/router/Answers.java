package io.podspan.routecollector.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.routecollector.route.Answer;

/** What is in an answer. */
public final class Answers {
  private Answers() {}

  /** Of one of which all could be read. */
  public static <T> T whole(Answer<T> answer) {
    assertThat(answer.gap()).isNull();
    return answer.value().orElseThrow();
  }

  /** Of one of which some could not be read, and that says so. */
  public static <T> T partly(Answer<T> answer) {
    assertThat(answer).isInstanceOf(Answer.Partly.class);
    assertThat(answer.gap()).isNotBlank();
    return answer.value().orElseThrow();
  }
}
