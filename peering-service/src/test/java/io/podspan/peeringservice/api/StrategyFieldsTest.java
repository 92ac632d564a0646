package io.podspan.peeringservice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.podspan.peeringservice.peering.strategy.Strategy;
import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A strategy as it is given, and what is refused of it. */
class StrategyFieldsTest {
  private static final String ALL =
      """
      {"canary": {"nodes": ["paris/paris-n1", "n2"]}, "pauseAfterCanary": "600s",
       "batch": {"percent": 10}, "parallelClusters": 2, "mode": "manual",
       "windows": [{"days": ["Mon", "Fri"], "from": "22:00", "to": "04:00",
         "zone": "Europe/Berlin"}]}
      """;

  private static StrategyBody body(String json) {
    try {
      return new ObjectMapper().readValue(json, StrategyBody.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Strategy checked(String json) {
    Fields fields = new Fields();
    Strategy strategy = StrategyFields.checked(fields, body(json));
    fields.check();
    return strategy;
  }

  @Test
  void whatIsGivenIsShown() {
    assertThat(StrategyAnswer.of(checked(ALL))).isEqualTo(body(ALL));
  }

  @Test
  void withoutOneItIsTheUsualOne() {
    assertThat(StrategyFields.checked(new Fields(), null)).isEqualTo(Strategy.DEFAULT);
    assertThat(checked("{}")).isEqualTo(Strategy.DEFAULT);
    assertThat(StrategyAnswer.of(Strategy.DEFAULT)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"canary": {}}                                               | rollout.canary
          {"canary": {"count": 1, "nodes": ["n"]}}                     | rollout.canary
          {"canary": {"count": 0}}                                     | rollout.canary.count
          {"canary": {"nodes": []}}                                    | rollout.canary.nodes
          {"canary": {"nodes": ["a b"]}}                               | rollout.canary.nodes[0]
          {"canary": {"labels": {"a b": "c"}}}                         | rollout.canary.labels
          {"canary": {"labels": {}}}                                   | rollout.canary.labels
          {"pauseAfterCanary": "manual"}                               | rollout.pauseAfterCanary
          {"canary": {"count": 1}, "pauseAfterCanary": "soon"}         | rollout.pauseAfterCanary
          {"batch": {}}                                                | rollout.batch
          {"batch": {"percent": 101}}                                  | rollout.batch.percent
          {"batch": {"count": -1}}                                     | rollout.batch.count
          {"parallelClusters": 0}                                      | rollout.parallelClusters
          {"mode": "hopeful"}                                          | rollout.mode
          {"windows": [{"from": "25:00", "to": "04:00"}]}              | rollout.windows[0].from
          {"windows": [{"from": "22:00"}]}                             | rollout.windows[0].to
          {"windows": [{"from": "22:00", "to": "04:00", "zone": "X"}]} | rollout.windows[0].zone
          {"windows": [{"from": "22:00", "to": "04:00", "days": ["Moonday"]}]} | rollout.windows[0].days
          """)
  void whatCannotBeUsedIsRefusedWithItsField(String json, String field) {
    ProblemException refused = catchThrowableOfType(ProblemException.class, () -> checked(json));
    List<Problem.Violation> violations = refused.problem().violations();
    assertThat(violations).extracting(Problem.Violation::where).contains(field);
    assertThat(violations).allMatch(v -> v.nextStep() != null && !v.nextStep().isBlank());
  }
}
