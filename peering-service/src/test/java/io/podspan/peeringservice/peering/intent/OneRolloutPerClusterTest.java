package io.podspan.peeringservice.peering.intent;

import static io.podspan.peeringservice.peering.Samples.NOON;
import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.OnDrift;
import io.podspan.peeringservice.peering.PeersBy;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.RouterWishes;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.rollout.Direction;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutCommand;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import io.podspan.peeringservice.peering.rollout.RolloutState.Applying;
import io.podspan.peeringservice.peering.rollout.StaleRolloutException;
import io.podspan.peeringservice.peering.rollout.Waves;
import io.podspan.peeringservice.peering.strategy.Strategy;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Paris is in "asia" and in "france". While a rollout of france changes it, none of asia does. */
class OneRolloutPerClusterTest {
  private static final Reflector OTHER = new Reflector("other", "192.0.2.9", 179, 64512);

  private final IntentBench bench = new IntentBench();
  private Rollout ofFrance;

  @BeforeEach
  void aRolloutOfFranceIsUnderWay() {
    bench.register(Samples.cluster("lyon", 2, Samples.KUBE_ROUTER));
    bench.declare("asia", "paris", "tokyo");
    bench.complete("paris");
    bench.complete("tokyo");
    bench.declare("france", "paris", "lyon");
    bench.complete("paris");
    bench.complete("lyon");
  }

  private void franceChanges() {
    bench.changes.change(
        new InterconnectRequest("france", List.of("paris", "lyon"), List.of(OTHER)), false);
    ofFrance = bench.move("paris", new Applying(NOON, 1));
    bench.started.clear();
  }

  /** The newest rollout of paris is another one, and cannot begin before that of france ends. */
  private void waits(Direction direction) {
    Rollout waiting = Rollout.last(bench.rollouts.all, "paris").orElseThrow();
    assertThat(waiting.interconnect()).isEqualTo("asia");
    assertThat(waiting.direction()).isEqualTo(direction);
    assertThat(waiting.underWay()).isFalse();
    assertThatThrownBy(() -> bench.move("paris", new Applying(NOON, 1)))
        .isInstanceOf(StaleRolloutException.class);
    assertThat(Rollout.last(bench.rollouts.all, "paris")).contains(waiting);

    bench.rollouts.replace(ofFrance, ofFrance.calledOff("it ended", NOON));
    assertThat(bench.move("paris", new Applying(NOON, 1)).underWay()).isTrue();
  }

  @Test
  void aWithdrawalWaits() {
    franceChanges();
    bench.interconnects.withdraw("asia");
    waits(Direction.LEAVE);
  }

  @Test
  void aRetryWaits() {
    bench.changes.change(
        new InterconnectRequest("asia", List.of("paris", "tokyo"), List.of(OTHER)), false);
    bench.move("paris", new RolloutState.Failed(NOON));
    franceChanges();
    bench.interconnects.retry("asia");
    waits(Direction.CHANGE);
  }

  @Test
  void aChangeOfAnotherOptionInAClusterThatStaysWaits() {
    franceChanges();
    bench.api.flags.put("paris", Samples.FLAGS);
    InterconnectChanges.Outcome outcome =
        bench.changes.change(
            new InterconnectRequest(
                "asia",
                List.of("paris", "tokyo"),
                List.of(REFLECTOR),
                false,
                Strategy.DEFAULT,
                OnDrift.TELL,
                new RouterWishes(PeersBy.ANNOTATIONS, RouterWishes.DEFAULT.services())),
            false);
    assertThat(outcome).isInstanceOf(InterconnectChanges.Changed.class);
    waits(Direction.CHANGE);
  }

  @Test
  void nothingIsHealedMeanwhile() {
    bench.intent.save(bench.intent.interconnect("asia").orElseThrow().reactingBy(OnDrift.HEAL));
    franceChanges();
    bench.api.flags.put("paris", Samples.FLAGS);
    bench.drift.look("paris");
    assertThat(bench.started).isEmpty();
  }

  @Test
  void oneThatFailedIsNotRolledBackMeanwhile() {
    bench.changes.change(
        new InterconnectRequest("asia", List.of("paris", "tokyo"), List.of(OTHER)), false);
    Rollout failed = bench.move("paris", new RolloutState.Failed(NOON));
    franceChanges();
    bench.rollouts.all.remove(failed);
    bench.rollouts.all.addFirst(failed);
    SteeredRollouts.Refused refused =
        (SteeredRollouts.Refused)
            bench.steered().order(failed.id(), new RolloutCommand.Rollback("me"));
    assertThat(refused.code()).isEqualTo("rollout-in-progress");
    assertThat(refused.detail())
        .isEqualTo("Rollout " + ofFrance.id() + " of france changes the routers of paris now.");
  }

  @Test
  void whatItWritesIsNoEditOfSomebodyElseToOneThatIsHeld() {
    Rollout held = held(Rollout.last(bench.rollouts.of("asia"), "paris").orElseThrow());
    franceChanges();
    Rollout after = bench.rollouts.load(held.id()).orElseThrow();
    assertThat(after.held()).isEqualTo("A pod has older flags.");
    assertThat(after.waves().written()).isNull();
  }

  /** Its update strategy is not restored yet, and it knows what it wrote. */
  private Rollout held(Rollout r) {
    Rollout held =
        new Rollout(
            r.id(),
            r.interconnect(),
            r.revision(),
            r.cluster(),
            r.direction(),
            r.reflectors(),
            r.turnover(),
            r.policy(),
            new RolloutState.Restoring(NOON, "A pod has older flags."),
            r.change(),
            r.steps(),
            null,
            r.createdAt(),
            r.startedAt(),
            r.strategy(),
            r.steering(),
            new Waves(List.of(), false, null, "the flags of asia"),
            r.waits(),
            r.onlyLate());
    bench.rollouts.replace(r, held);
    return held;
  }
}
