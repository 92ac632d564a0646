package io.podspan.probeservice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.probeservice.history.HistoryQuestion;
import io.podspan.probeservice.history.HistoryQuestion.Mark;
import io.podspan.probeservice.history.Retention;
import io.podspan.probeservice.history.Spot;
import io.podspan.probeservice.history.Step;
import io.podspan.servicekit.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryParamsTest {
  private static final Instant NOW = Instant.parse("2026-11-30T10:20:30Z");

  private static final Retention KEPT =
      new Retention(
          Map.of(
              Step.MINUTE,
              Duration.ofHours(6),
              Step.HOUR,
              Duration.ofDays(30),
              Step.DAY,
              Duration.ofDays(400)));

  private static HistoryQuestion question(Consumer<HistoryParams> set) {
    HistoryParams params = new HistoryParams();
    set.accept(params);
    return params.question(NOW, KEPT);
  }

  @Test
  void withoutParametersItIsTheLastHourOfAllClusters() {
    assertThat(question(_ -> {}))
        .isEqualTo(
            new HistoryQuestion(
                Step.MINUTE,
                null,
                null,
                false,
                false,
                Instant.parse("2026-11-30T09:20:00Z"),
                NOW,
                1_000,
                null));
  }

  @Test
  void theStepFollowsFromTheTimeAndTheTimeFromTheStep() {
    assertThat(question(p -> p.since = "6h").step()).isEqualTo(Step.MINUTE);
    assertThat(question(p -> p.since = "7h").step()).isEqualTo(Step.HOUR);
    assertThat(question(p -> p.since = "2026-11-01T00:00:00Z").step()).isEqualTo(Step.DAY);
    HistoryQuestion days = question(p -> p.step = "day");
    assertThat(Duration.between(days.since(), days.until()).toDays()).isEqualTo(30);
  }

  @Test
  void anHourOfYesterdayIsAnHourBecauseItsMinutesAreGone() {
    HistoryQuestion yesterday =
        question(
            p -> {
              p.since = "2026-11-29T09:30:00Z";
              p.until = "2026-11-29T10:00:00Z";
            });
    assertThat(yesterday.step()).isEqualTo(Step.HOUR);
    assertThat(yesterday.since()).isEqualTo("2026-11-29T09:00:00Z");
  }

  @Test
  void aStepThatIsAskedForIsTakenThoughItIsNotKept() {
    HistoryQuestion minutes =
        question(
            p -> {
              p.since = "2d";
              p.step = "minute";
            });
    assertThat(minutes.step()).isEqualTo(Step.MINUTE);
  }

  @Test
  void aNodeAsksForPairsOfNodes() {
    HistoryQuestion nodes = question(p -> p.from = "paris/node/paris-1");
    assertThat(nodes.from()).isEqualTo(new Spot("paris", "paris-1"));
    assertThat(nodes.nodes()).isTrue();
    assertThat(question(p -> p.from = "paris").nodes()).isFalse();
    assertThat(question(p -> p.nodes = "true").nodes()).isTrue();
    assertThat(question(p -> p.total = "true").total()).isTrue();
  }

  @Test
  void aCursorComesBackAsItWas() {
    Mark mark = new Mark(3, 14, Instant.parse("2026-11-30T10:00:00Z"));
    assertThat(question(p -> p.cursor = HistoryCursor.of(mark)).after()).isEqualTo(mark);
    Mark last = new Mark(Integer.MAX_VALUE, Integer.MAX_VALUE, mark.begin());
    assertThat(question(p -> p.cursor = HistoryCursor.of(last)).after()).isEqualTo(last);
    refused(p -> p.cursor = "2147483648-1-1", "cursor");
    refused(p -> p.cursor = "1-9999999999-1", "cursor");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "0", "10001", "99999999999999999999", "ten", "1e3", "é"})
  void numbersAreChecked(String text) {
    refused(p -> p.limit = text, "limit");
    refused(p -> p.cursor = text, "cursor");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "5",
        "-5m",
        "5y",
        "9999999h",
        "+1000000000-01-01T00:00:00Z",
        "999999d",
        "%"
      })
  void momentsAreChecked(String text) {
    refused(p -> p.since = text, "since");
    refused(p -> p.until = text, "until");
  }

  @Test
  void theRestIsChecked() {
    refused(p -> p.step = "second", "step");
    refused(p -> p.nodes = "maybe", "nodes");
    refused(p -> p.total = "1", "total");
    refused(p -> p.from = "paris/web-0", "from");
    refused(p -> p.to = "10.1.2.3", "to");
    refused(p -> p.since = "2027-01-01T00:00:00Z", "since");
  }

  private static void refused(Consumer<HistoryParams> set, String where) {
    assertThatThrownBy(() -> question(set))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused ->
                assertThat(refused.problem().violations())
                    .anySatisfy(wrong -> assertThat(wrong.where()).isEqualTo(where)));
  }
}
