package io.podspan.servicekit.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.podspan.servicekit.problem.Problem.Violation;
import io.podspan.servicekit.problem.ProblemException;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownParametersTest {
  /** A change as resources have them. */
  interface Change {
    void make(@BeanParam DryRun dryRun, @QueryParam("text") String text, String body);
  }

  @Test
  void aMethodKnowsItsOwnParametersAndThoseOfItsBeans() throws NoSuchMethodException {
    assertThat(
            KnownParameters.of(
                Change.class.getDeclaredMethod("make", DryRun.class, String.class, String.class)))
        .containsExactly("dryRun", "text");
  }

  @Test
  void aMistypedOneIsNamedWithThoseThatThereAre() {
    assertThat(
            catchThrowableOfType(
                    ProblemException.class,
                    () -> KnownParameters.check(Set.of("dryrun"), Set.of("dryRun")))
                .problem()
                .violations())
        .containsExactly(
            new Violation(
                "unknown-parameter",
                "dryrun",
                "This request has no parameter of this name.",
                "Use dryRun, or none."));
  }

  @Test
  void truthIsToldInTwoWordsOnly() {
    assertThat(Truth.of("dryRun", List.of())).isFalse();
    assertThat(Truth.of("dryRun", List.of("false"))).isFalse();
    assertThat(Truth.of("dryRun", List.of("true"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "yes", "", "True"})
  void whatIsNeitherIsNotTakenForFalse(String value) {
    assertThat(refused(List.of(value))).isEqualTo("bad-dry-run");
  }

  @Test
  void nobodySaysItTwice() {
    assertThat(refused(List.of("true", "false"))).isEqualTo("bad-dry-run");
  }

  private static String refused(List<String> values) {
    return catchThrowableOfType(ProblemException.class, () -> Truth.of("dryRun", values))
        .problem()
        .violations()
        .getFirst()
        .code();
  }
}
