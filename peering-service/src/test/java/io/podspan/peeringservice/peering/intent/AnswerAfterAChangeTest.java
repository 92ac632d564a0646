package io.podspan.peeringservice.peering.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.podspan.peeringservice.api.InterconnectAnswer;
import io.podspan.peeringservice.api.InterconnectAnswers;
import io.podspan.peeringservice.api.InterconnectChangeResource;
import io.podspan.peeringservice.api.InterconnectResource;
import io.podspan.peeringservice.peering.conditions.Condition;
import io.podspan.peeringservice.peering.conditions.ConditionBook;
import io.podspan.servicekit.conditional.Conditions;
import io.podspan.servicekit.conditional.Seen;
import io.podspan.servicekit.once.KeptAnswer;
import io.podspan.servicekit.once.KeptAnswers;
import io.podspan.servicekit.once.Once;
import io.podspan.servicekit.parameters.DryRun;
import io.podspan.servicekit.parameters.Force;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database goes away in the moment between a change and its answer. */
class AnswerAfterAChangeTest {
  private static final byte[] PRESERVE =
      "{\"podSourceAddress\": \"preserve\"}".getBytes(StandardCharsets.UTF_8);

  private final IntentBench bench = new IntentBench();
  private RuntimeException failure = new IllegalStateException(new SQLException("away", "08006"));
  private final ConditionBook book =
      new ConditionBook() {
        @Override
        public List<Condition> of(String interconnect) {
          throw failure;
        }

        @Override
        public void save(String interconnect, List<Condition> conditions) {}

        @Override
        public List<Condition> ofReflector(String reflector) {
          throw failure;
        }

        @Override
        public void saveOfReflector(String reflector, List<Condition> conditions) {}
      };
  private final InterconnectAnswers answers = new InterconnectAnswers(bench.interconnects, book);
  private final InterconnectResource resource =
      new InterconnectResource(
          bench.interconnects,
          bench.reflectors,
          answers,
          new Once(new NoAnswers(), () -> null, new JsonMapper()),
          null);

  private final InterconnectChangeResource changes =
      new InterconnectChangeResource(
          bench.interconnects, bench.changes, bench.reflectors, answers, new ObjectMapper());

  /** No request here has a key. */
  private static final class NoAnswers implements KeptAnswers {
    @Override
    public Found begin(String caller, String key, String request) {
      throw new UnsupportedOperationException("no key");
    }

    @Override
    public boolean keep(String caller, String key, String holder, KeptAnswer answer) {
      throw new UnsupportedOperationException("no key");
    }

    @Override
    public void release(String caller, String key, String holder) {
      throw new UnsupportedOperationException("no key");
    }
  }

  @BeforeEach
  void declare() {
    bench.declare("asia", "paris", "tokyo");
  }

  @Test
  void aChangeThatIsMadeIsAnsweredAsMade() throws IOException {
    InterconnectAnswer answer =
        (InterconnectAnswer)
            changes.change("asia", new DryRun(), new Conditions(), PRESERVE).getEntity();

    assertThat(answer.podSourceAddress()).isEqualTo("preserve");
    assertThat(answer.conditions()).isEmpty();
  }

  @Test
  void aWithdrawalThatIsMadeIsAnsweredAsMade() {
    assertThat(resource.withdraw("asia", new Force(), new Conditions()).getStatus()).isEqualTo(202);
    assertThat(bench.intent.interconnect("asia").orElseThrow().withdrawing()).isTrue();
  }

  @Test
  void aReadIsNotAnsweredWithoutWhatItAsksFor() {
    assertThatThrownBy(() -> resource.one("asia", new Seen())).isSameAs(failure);
  }

  @Test
  void anyOtherFailureIsNotHidden() {
    failure = new IllegalStateException("a bug");

    assertThatThrownBy(() -> changes.change("asia", new DryRun(), new Conditions(), PRESERVE))
        .isSameAs(failure);
  }
}
