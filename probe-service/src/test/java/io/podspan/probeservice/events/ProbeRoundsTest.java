package io.podspan.probeservice.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.IntentEvent.ClusterRegisteredV1;
import io.podspan.events.IntentEvent.InterconnectDeclared;
import io.podspan.events.IntentEvent.InterconnectWithdrawn;
import io.podspan.events.InterconnectState;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.world.World;
import io.podspan.probeservice.history.Tally;
import io.podspan.probeservice.measure.ClusterPair;
import io.podspan.probeservice.measure.FakePods;
import io.podspan.probeservice.measure.Measurement;
import io.podspan.probeservice.measure.Prober;
import io.podspan.probeservice.probe.Ledger;
import io.podspan.probeservice.probe.Observer;
import io.podspan.probeservice.probe.Probing;
import io.podspan.probeservice.verdict.Outcome;
import io.podspan.probeservice.verdict.PairState;
import io.podspan.probeservice.verdict.Samples;
import io.podspan.servicekit.rounds.Pace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProbeRoundsTest {
  private static final Duration STEADY = Duration.ofSeconds(15);
  private static final Duration UNREACHABLE = Duration.ofSeconds(2);
  private static final ClusterPair PAIR = new ClusterPair("paris", "tokyo");
  private static final World KNOWN =
      World.EMPTY
          .after(new ClusterRegisteredV1(cluster("paris")))
          .after(new ClusterRegisteredV1(cluster("tokyo")))
          .after(new ClusterRegisteredV1(cluster("london")));
  private static final World JOINED =
      KNOWN.after(
          new InterconnectDeclared(
              new InterconnectState("asia", 1, List.of("paris", "tokyo"), List.of())));

  private final FakePods pods =
      new FakePods().has("paris", Samples.PARIS).has("tokyo", Samples.TOKYO);
  private final MapLedger ledger = new MapLedger();
  private final Set<String> ours = new HashSet<>(Set.of("paris", "tokyo"));
  private World world = World.EMPTY;
  private boolean settled = true;
  private long nanos;

  private final ProbeRounds rounds =
      new ProbeRounds(
          () -> world,
          ours::contains,
          () -> settled,
          new Probing(
              new Prober(pods, 3, 64),
              ledger,
              new NoMetrics(),
              new Tally(100, Clock.systemUTC()),
              (_, _, _) -> false),
          new Pace<>(STEADY, UNREACHABLE, () -> nanos),
          () -> nanos);

  private static ClusterState cluster(String name) {
    return new ClusterState(
        name,
        Cni.KUBE_ROUTER,
        null,
        64512,
        List.of(),
        List.of(),
        List.of(),
        new AccessReference(name, null));
  }

  private void intent(World next) {
    world = next;
    rounds.onIntent();
  }

  @Test
  void probesStartFromJoinedClustersOnly() {
    assertThat(ProbeRounds.sources(JOINED)).containsExactlyInAnyOrder("paris", "tokyo");
    intent(JOINED);
    assertThat(rounds.concernedBy("tokyo")).containsExactlyInAnyOrder("paris", "tokyo");
    assertThat(rounds.concernedBy("london")).containsExactly("london");
  }

  @Test
  void aClusterOfAnotherInstanceAndOneThatIsNotJoinedAreNotMeasured() {
    intent(JOINED);
    ours.remove("paris");
    assertThat(rounds.round("paris")).isEqualTo(Duration.ofMillis(500));
    assertThat(rounds.round("london")).isEqualTo(Duration.ofMillis(500));
    assertThat(pods.execs).isEmpty();
  }

  @Test
  void aRoundKeepsTheStateOfEachPair() {
    intent(JOINED);
    rounds.round("paris");
    assertThat(ledger.states).containsOnlyKeys(PAIR);
    assertThat(ledger.states.get(PAIR).state()).isEqualTo(Reachability.REACHABLE);
  }

  @Test
  void aReachablePairIsMeasuredSeldomAnotherOneMoreOften() {
    intent(JOINED);
    assertThat(rounds.round("paris")).isEqualTo(STEADY);
    pods.silent.put("tokyo", true);
    assertThat(rounds.round("paris")).isEqualTo(UNREACHABLE);
  }

  @Test
  void theTimeOfTheRoundIsPartOfTheInterval() {
    intent(JOINED);
    ledger.beforeRecording = () -> nanos += Duration.ofSeconds(4).toNanos();
    assertThat(rounds.round("paris")).isEqualTo(STEADY.minusSeconds(4));
    ledger.beforeRecording = () -> nanos += Duration.ofSeconds(40).toNanos();
    assertThat(rounds.round("paris")).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void afterAHintRoundsFollowQuicklyForFiveSeconds() {
    intent(JOINED);
    rounds.onHint("paris");
    assertThat(rounds.round("paris")).isLessThan(UNREACHABLE);
    nanos += Duration.ofSeconds(5).toNanos();
    assertThat(rounds.round("paris")).isEqualTo(STEADY);
  }

  @Test
  void aWithdrawnPairIsForgottenAtOnce() {
    intent(JOINED);
    rounds.round("paris");
    intent(JOINED.after(new InterconnectWithdrawn("asia")));
    rounds.forget();
    assertThat(ledger.states).isEmpty();
  }

  @Test
  void nothingIsForgottenBeforeTheIntentWasReadAsAWhole() {
    intent(JOINED);
    rounds.round("paris");
    settled = false;
    intent(World.EMPTY);
    rounds.forget();
    assertThat(ledger.states).containsOnlyKeys(PAIR);
    settled = true;
    rounds.forget();
    assertThat(ledger.states).isEmpty();
  }

  @Test
  void whatCouldNotBeForgottenIsForgottenByTheNextRound() {
    ClusterPair former = new ClusterPair("london", "tokyo");
    intent(JOINED);
    rounds.round("paris");
    ledger.states.put(former, ledger.states.get(PAIR));
    intent(JOINED);
    ledger.away = true;
    assertThatIllegalStateException().isThrownBy(rounds::forget);
    ledger.away = false;
    rounds.round("paris");
    assertThat(ledger.states).containsOnlyKeys(PAIR);
  }

  @Test
  void aPairThatIsWithdrawnWhileItIsKeptIsForgottenAfterwards() {
    intent(JOINED);
    ledger.beforeRecording = () -> intent(JOINED.after(new InterconnectWithdrawn("asia")));
    rounds.round("paris");
    rounds.forget();
    assertThat(ledger.states).isEmpty();
  }

  @Test
  void aRoundThatIsAbandonedKeepsNothing() {
    intent(JOINED);
    Thread.currentThread().interrupt();
    rounds.round("paris");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(ledger.states).isEmpty();
  }

  private static final class MapLedger implements Ledger {
    final Map<ClusterPair, PairState> states = new HashMap<>();
    Runnable beforeRecording = () -> {};
    boolean away;

    @Override
    public Outcome record(Measurement measurement) {
      beforeRecording.run();
      Outcome outcome = Outcome.of(states.get(measurement.clusters()), measurement, Instant.EPOCH);
      states.put(measurement.clusters(), outcome.now());
      return outcome;
    }

    @Override
    public List<PairState> all() {
      return List.copyOf(states.values());
    }

    @Override
    public Optional<PairState> find(ClusterPair clusters) {
      return Optional.ofNullable(states.get(clusters));
    }

    @Override
    public void keep(Set<ClusterPair> joined) {
      if (away) {
        throw new IllegalStateException("the database is away");
      }
      states.keySet().retainAll(joined);
    }
  }

  private static final class NoMetrics implements Observer {
    @Override
    public void measured(PairState now) {}

    @Override
    public void keep(Set<ClusterPair> pairs) {}
  }
}
