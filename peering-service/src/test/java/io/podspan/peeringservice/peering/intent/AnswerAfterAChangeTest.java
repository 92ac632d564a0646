package io.podspan.peeringservice.peering.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.peeringservice.api.InterconnectAnswer;
import io.podspan.peeringservice.api.InterconnectResource;
import io.podspan.peeringservice.peering.conditions.Condition;
import io.podspan.peeringservice.peering.conditions.ConditionBook;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database goes away in the moment between a change and its answer. */
class AnswerAfterAChangeTest {
  private final IntentBench bench = new IntentBench();
  private RuntimeException failure = new IllegalStateException(new SQLException("away", "08006"));
  private final InterconnectResource resource =
      new InterconnectResource(
          bench.interconnects,
          new ConditionBook() {
            @Override
            public List<Condition> of(String interconnect) {
              throw failure;
            }

            @Override
            public void save(String interconnect, List<Condition> conditions) {}
          });

  @BeforeEach
  void declare() {
    bench.declare("asia", "paris", "tokyo");
  }

  @Test
  void aChangeThatIsMadeIsAnsweredAsMade() {
    InterconnectAnswer answer =
        resource.change("asia", new InterconnectResource.ChangeBody("preserve"));

    assertThat(answer.podSourceAddress()).isEqualTo("preserve");
    assertThat(answer.conditions()).isEmpty();
  }

  @Test
  void aWithdrawalThatIsMadeIsAnsweredAsMade() {
    assertThat(resource.withdraw("asia").getStatus()).isEqualTo(202);
    assertThat(bench.intent.interconnect("asia").orElseThrow().withdrawing()).isTrue();
  }

  @Test
  void aReadIsNotAnsweredWithoutWhatItAsksFor() {
    assertThatThrownBy(() -> resource.one("asia")).isSameAs(failure);
  }

  @Test
  void anyOtherFailureIsNotHidden() {
    failure = new IllegalStateException("a bug");

    assertThatThrownBy(
            () -> resource.change("asia", new InterconnectResource.ChangeBody("preserve")))
        .isSameAs(failure);
  }
}
