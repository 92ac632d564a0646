package io.podspan.peeringservice.peering.drift;

import static io.podspan.peeringservice.peering.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.router.Drift;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriftDecisionTest {
  private static final Reaction TELL = new Reaction.Tell();
  private static final Drift FLAG =
      new Drift("DaemonSet kube-system/kube-router", List.of("- a flag"), "kubectl-edit", null);
  private static final Drift OWNED =
      new Drift(
          "BGPPeer podspan-europe",
          List.of("- the peer"),
          null,
          new Drift.Owner("Argo CD", "the label argocd.argoproj.io/instance", true));

  private static Reaction heal(int most, Instant... others) {
    return new Reaction.Heal(new HealingLimit(most), List.of(others));
  }

  private static DriftDecision decide(DriftState before, Reaction reaction, Drift... found) {
    return DriftDecision.of(before, List.of(found), reaction, NOON);
  }

  private static DriftState after(Reaction reaction, Drift... found) {
    return decide(DriftState.NONE, reaction, found).after();
  }

  @Test
  void whereAllIsAsWrittenNothingIsTold() {
    DriftDecision decision = decide(DriftState.NONE, heal(3));
    assertThat(decision.after()).isEqualTo(DriftState.NONE);
    assertThat(decision.facts()).isEmpty();
    assertThat(decision.heals()).isFalse();
  }

  @Test
  void theSameIsToldOnceAndWhatIsNewBesideItAlone() {
    DriftDecision first = decide(DriftState.NONE, TELL, FLAG);
    assertThat(first.facts()).containsExactly(new DriftFact.Found(FLAG, first.after().nextStep()));
    assertThat(decide(first.after(), TELL, FLAG).facts()).isEmpty();
    Drift other = new Drift("IPPool podspan-tokyo", List.of("- the pool"), null, null);
    assertThat(decide(first.after(), TELL, FLAG, other).facts())
        .containsExactly(new DriftFact.Found(other, first.after().nextStep()));
  }

  @Test
  void theAnswerToItNamesTheSourceThatWritesAgainstUs() {
    assertThat(after(TELL, OWNED).nextStep())
        .startsWith("Nothing is done about it (onDrift: tell). Change the source of Argo CD")
        .contains("it takes changes of others back by itself", "onDrift: heal");
    assertThat(after(TELL, FLAG).nextStep()).contains("Find out who changed it, and put it back.");
  }

  @Test
  void whatSomebodyPutBackHasEndedAndWhatARolloutPutBackIsHealed() {
    assertThat(decide(after(TELL, FLAG), TELL).facts())
        .containsExactly(new DriftFact.Ended(FLAG.object()));
    DriftDecision healed = decide(after(heal(3), FLAG), heal(3));
    assertThat(healed.facts()).containsExactly(new DriftFact.Healed(FLAG.object()));
    assertThat(healed.after().healed()).as("it counts still").containsExactly(NOON);
  }

  @Test
  void whatIsThereAgainAfterItWasHealedIsToldAgain() {
    DriftDecision again = decide(after(heal(3), FLAG), heal(3), FLAG);
    assertThat(again.facts()).hasSize(1);
    assertThat(again.after().healed()).containsExactly(NOON, NOON);
  }

  @Test
  void whatIsForAnOperatorToDecideIsToldAndNotWrittenAgain() {
    DriftDecision decision =
        decide(after(heal(3), FLAG), new Reaction.Leave("It was rolled back."), FLAG);
    assertThat(decision.heals()).isFalse();
    assertThat(decision.after().waits()).isFalse();
    assertThat(decision.after().nextStep()).startsWith("It was rolled back. Find out");
    assertThat(decision.facts()).hasSize(1);
  }

  @Test
  void theLimitCountsWhatWasHealedForOthersToo() {
    Instant earlier = NOON.minus(Duration.ofMinutes(50));
    assertThat(decide(DriftState.NONE, heal(3, earlier, earlier), FLAG).heals()).isTrue();
    DriftDecision third = decide(DriftState.NONE, heal(2, earlier, earlier), FLAG);
    assertThat(third.heals()).isFalse();
    assertThat(third.after().waits()).isTrue();
    assertThat(third.after().nextStep())
        .startsWith(
            "It is not written again before 2026-11-23T12:10:00Z: the cluster was healed 2 times"
                + " within an hour.");
    assertThat(decide(third.after(), heal(2, earlier, earlier), FLAG).facts()).isEmpty();
  }

  @Test
  void aLimitOfZeroIsToldOnce() {
    DriftState once = after(heal(0), FLAG);
    assertThat(once.waits()).isTrue();
    assertThat(once.nextStep())
        .startsWith("It is not written again: podspan.drift.heals-per-hour is 0.");
    DriftDecision later =
        DriftDecision.of(once, List.of(FLAG), heal(0), NOON.plus(Duration.ofMinutes(5)));
    assertThat(later.facts()).isEmpty();
    assertThat(later.after()).isEqualTo(once);
  }
}
