package io.podspan.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final Request DECLARE = new Request.Declare("a", List.of("paris", "tokyo"), false);
  private static final Request PRESERVE = new Request.Change("a", true);
  private static final Request WITHDRAW = new Request.Withdraw("a");
  private static final World DECLARED = new World(List.of("tokyo", "paris"), false);
  private static final World PRESERVING = new World(List.of("paris", "tokyo"), true);

  private final Ledger ledger = new Ledger();

  @Test
  void theLastRequestThatWasAcknowledgedIsWhatThereIs() {
    ledger.acknowledged(DECLARE);
    ledger.acknowledged(PRESERVE);

    assertThat(ledger.possible("a")).containsExactly(PRESERVING);

    ledger.acknowledged(WITHDRAW);

    assertThat(ledger.possible("a")).containsExactly(World.EMPTY);
  }

  @Test
  void aRefusedRequestHasNotHappened() {
    ledger.acknowledged(DECLARE);
    ledger.refused(WITHDRAW, 409);

    assertThat(ledger.possible("a")).containsExactly(DECLARED);
  }

  @Test
  void aRequestWithoutAnAnswerMayHaveHappened() {
    ledger.acknowledged(DECLARE);
    ledger.unanswered(WITHDRAW, 0);

    assertThat(ledger.possible("a")).containsExactlyInAnyOrder(DECLARED, World.EMPTY);
  }

  @Test
  void aRequestThatWasOnItsWayMayHappenAfterALaterOne() {
    ledger.unanswered(DECLARE, 503);
    ledger.acknowledged(WITHDRAW);

    assertThat(ledger.possible("a")).containsExactlyInAnyOrder(DECLARED, World.EMPTY);
  }

  @Test
  void thereIsNothingUnderANameThatNobodyAskedFor() {
    assertThat(ledger.possible("b")).containsExactly(World.EMPTY);
  }

  @Test
  void answersAreCounted() {
    ledger.acknowledged(DECLARE);
    ledger.refused(DECLARE, 409);
    ledger.unanswered(PRESERVE, 0);
    ledger.acknowledged(WITHDRAW);

    assertThat(ledger.answers())
        .containsEntry("done", 2)
        .containsEntry("refused, 409", 1)
        .containsEntry("no answer", 1);
  }
}
