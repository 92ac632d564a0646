package io.podspan.servicekit.conditional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsTest {
  private static final ResourceTag FIRST = tag("monday", "64512", "[10.1.0.0/16]");

  private static ResourceTag tag(String birth, String asn, String cidrs) {
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    fields.put("asn", asn);
    fields.put("podCidrs", cidrs);
    return ResourceTag.of(birth, fields);
  }

  private static void checked(@Nullable String match, @Nullable ResourceTag present) {
    Conditions.check(match == null ? List.of() : List.of(match), List.of(), present);
  }

  private static Problem refusal(String match, @Nullable ResourceTag present) {
    return catchThrowableOfType(ProblemException.class, () -> checked(match, present)).problem();
  }

  @Test
  void withoutConditionsEverythingIsChanged() {
    assertThatCode(() -> checked(null, FIRST)).doesNotThrowAnyException();
    assertThatCode(() -> checked(null, null)).doesNotThrowAnyException();
  }

  @Test
  void whoHasSeenTheFieldsAsTheyAreMayChangeThem() {
    assertThatCode(() -> checked(FIRST.header(), FIRST)).doesNotThrowAnyException();
    assertThatCode(() -> checked("*", FIRST)).doesNotThrowAnyException();
    assertThatCode(() -> checked("\"other\", " + FIRST.header(), FIRST)).doesNotThrowAnyException();
  }

  @Test
  void whatChangesByItselfHindersNobody() {
    String seen = FIRST.shownAs("Ready=False").header();

    assertThat(seen).isNotEqualTo(FIRST.shownAs("Ready=True").header());
    assertThatCode(() -> checked(seen, FIRST.shownAs("Ready=True"))).doesNotThrowAnyException();
  }

  @Test
  void aRefusalNamesWhatChangedAndWhatItIsNow() {
    Problem problem = refusal(FIRST.header(), tag("monday", "64513", "[10.1.0.0/16]"));

    assertThat(problem.status()).isEqualTo(412);
    assertThat(problem.type()).isEqualTo("/problems/changed-meanwhile");
    assertThat(problem.detail()).contains("asn is now 64513").doesNotContain("podCidrs");
    assertThat(problem.violations()).extracting(Problem.Violation::where).containsExactly("asn");
  }

  @Test
  void oneThatWasMadeAnewIsAnotherOneAlsoWhereItLooksTheSame() {
    assertThat(refusal(FIRST.header(), tag("tuesday", "64512", "[10.1.0.0/16]")).violations())
        .hasSize(2);
  }

  @Test
  void aFieldThatIsGoneIsSaidToBeNotSet() {
    assertThat(refusal(FIRST.header(), tag("monday", "", "[10.1.0.0/16]")).detail())
        .contains("asn is not set now");
  }

  @Test
  void whatIsGoneMatchesNothing() {
    assertThat(refusal("*", null).type()).isEqualTo("/problems/gone-meanwhile");
    assertThat(refusal(FIRST.header(), null).status()).isEqualTo(412);
  }

  @Test
  void aWeakTagIsNotEnoughForAChange() {
    assertThat(refusal("W/" + FIRST.header(), FIRST).status()).isEqualTo(412);
  }

  @Test
  void onlyIfItIsNotThere() {
    assertThatCode(() -> Conditions.check(List.of(), List.of("*"), null))
        .doesNotThrowAnyException();
    assertThat(
            catchThrowableOfType(
                    ProblemException.class, () -> Conditions.check(List.of(), List.of("*"), FIRST))
                .problem()
                .type())
        .isEqualTo("/problems/already-there");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "\"a", "\"a\",", "\"a\" \"b\"", "", ",", "*, \"a\"", "w/\"a\""})
  void aHeaderThatIsNoListOfTagsIsNamed(String match) {
    Problem problem = refusal(match, FIRST);

    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.violations())
        .extracting(Problem.Violation::where)
        .containsExactly("If-Match");
  }

  @Test
  void tooManyTagsAreRefused() {
    assertThat(refusal(String.join(",", Collections.nCopies(21, "\"a\"")), FIRST).status())
        .isEqualTo(400);
  }

  @Test
  void aReadIsAnsweredAgainOnlyWhereSomethingIsShownThatIsNew() {
    ResourceTag shown = FIRST.shownAs("Ready=True");

    assertThat(Seen.isSeen(List.of(shown.header()), shown)).isTrue();
    assertThat(Seen.isSeen(List.of("W/" + shown.header()), shown)).isTrue();
    assertThat(Seen.isSeen(List.of("\"a\"", shown.header()), shown)).isTrue();
    assertThat(Seen.isSeen(List.of(FIRST.shownAs("Ready=False").header()), shown)).isFalse();
    assertThat(Seen.isSeen(List.of(), shown)).isFalse();
  }
}
