package io.podspan.probeservice.probe;

import static io.podspan.events.ProbeEvent.Reachability.REACHABLE;
import static io.podspan.probeservice.verdict.Samples.PAIR;
import static io.podspan.probeservice.verdict.Samples.PARIS;
import static io.podspan.probeservice.verdict.Samples.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.probeservice.history.Entry;
import io.podspan.probeservice.history.Tally;
import io.podspan.probeservice.measure.AbandonedException;
import io.podspan.probeservice.measure.ClusterPair;
import io.podspan.probeservice.measure.FakePods;
import io.podspan.probeservice.measure.Measurement;
import io.podspan.probeservice.measure.Prober;
import io.podspan.probeservice.verdict.News;
import io.podspan.probeservice.verdict.Outcome;
import io.podspan.probeservice.verdict.PairState;
import io.podspan.probeservice.verdict.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProbingTest {
  private final List<Outcome> recorded = new ArrayList<>();
  private final List<PairState> observed = new ArrayList<>();
  private final FakePods pods = new FakePods().has("paris", PARIS).has("tokyo", TOKYO);
  private @Nullable News heard;
  private final Tally history = new Tally(1_000, Clock.systemUTC());
  private final Probing probing =
      new Probing(
          new Prober(pods, 3, 64),
          new ListLedger(),
          new ListObserver(),
          history,
          (_, before, now) -> heard != null && heard.explains(before, now));

  @Test
  void keepsAndTellsWhatItMeasured() {
    List<PairState> known = probing.round("paris", List.of("tokyo"), _ -> true);
    assertThat(known).extracting(PairState::state).containsExactly(Reachability.REACHABLE);
    assertThat(recorded).hasSize(1);
    assertThat(observed).isEqualTo(known);
  }

  @Test
  void looksTwiceBeforeItCallsAReachablePairAnythingElse() {
    probing.round("paris", List.of("tokyo"), _ -> true);
    pods.silentFor("tokyo", 1);
    assertThat(probing.round("paris", List.of("tokyo"), _ -> true))
        .extracting(PairState::state)
        .containsExactly(Reachability.REACHABLE);
    assertThat(lost()).as("what was lost stays in the history").isPositive();
    pods.silentFor("tokyo", 2);
    assertThat(probing.round("paris", List.of("tokyo"), _ -> true))
        .extracting(PairState::state)
        .containsExactly(Reachability.UNREACHABLE);
    assertThat(recorded).hasSize(3);
  }

  private Reachability round() {
    return probing.round("paris", List.of("tokyo"), _ -> true).getFirst().state();
  }

  @Test
  void aPairThatIsBackIsLookedAtTwiceAsWell() {
    pods.silent.put("tokyo", true);
    assertThat(round()).as("nothing was known").isEqualTo(Reachability.UNREACHABLE);
    pods.silent.clear();
    int before = pods.lists.get();
    assertThat(round()).isEqualTo(Reachability.REACHABLE);
    assertThat(pods.lists.get() - before).as("two measurements of two clusters").isEqualTo(4);
  }

  @Test
  void twoDoubtsInThreeRoundsAreAChange() {
    round();
    pods.silentFor("tokyo", 1);
    assertThat(round()).as("a doubt, and well when looked at again").isEqualTo(REACHABLE);
    pods.silentFor("tokyo", 1);
    assertThat(round()).as("the second one of three").isEqualTo(Reachability.UNREACHABLE);
  }

  @Test
  void whatWasHeardOfExplainsAChangeAtOnce() {
    round();
    heard = News.BAD;
    pods.silentFor("tokyo", 1);
    int before = pods.lists.get();
    assertThat(round()).isEqualTo(Reachability.UNREACHABLE);
    assertThat(pods.lists.get() - before).as("one measurement").isEqualTo(2);
    assertThat(round()).as("bad news explains nothing that is well").isEqualTo(REACHABLE);
    assertThat(pods.lists.get() - before).isEqualTo(6);
  }

  private long lost() {
    return history.all(1_000).stream()
        .map(Entry::figures)
        .mapToLong(figures -> figures.sent() - figures.received())
        .sum();
  }

  @Test
  void keepsNothingOfAPairThatWasWithdrawnMeanwhile() {
    assertThat(probing.round("paris", List.of("tokyo"), _ -> false)).isEmpty();
    assertThat(recorded).isEmpty();
  }

  @Test
  void keepsNothingOfARoundThatIsAbandoned() {
    assertThatThrownBy(
            () ->
                probing.round(
                    "paris",
                    List.of("tokyo"),
                    _ -> {
                      Thread.currentThread().interrupt();
                      return true;
                    }))
        .isInstanceOf(AbandonedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(recorded).isEmpty();
  }

  @Test
  void measuringOnceKeepsNothing() {
    assertThat(Verdict.of(probing.once(PAIR)).state()).isEqualTo(Reachability.REACHABLE);
    assertThat(recorded).isEmpty();
  }

  private final class ListLedger implements Ledger {
    @Override
    public Outcome record(Measurement measurement) {
      PairState before = find(measurement.clusters()).orElse(null);
      Outcome outcome = Outcome.of(before, measurement, Instant.EPOCH);
      recorded.add(outcome);
      return outcome;
    }

    @Override
    public List<PairState> all() {
      return recorded.stream().map(Outcome::now).toList();
    }

    @Override
    public Optional<PairState> find(ClusterPair clusters) {
      return all().reversed().stream()
          .filter(known -> known.clusters().equals(clusters))
          .findFirst();
    }

    @Override
    public void keep(Set<ClusterPair> joined) {
      recorded.removeIf(outcome -> !joined.contains(outcome.now().clusters()));
    }
  }

  private final class ListObserver implements Observer {
    @Override
    public void measured(PairState now) {
      observed.add(now);
    }

    @Override
    public void keep(Set<ClusterPair> pairs) {
      observed.removeIf(known -> !pairs.contains(known.clusters()));
    }
  }
}
