package io.podspan.probeservice.probe;

import static io.podspan.probeservice.probe.Samples.PAIR;
import static io.podspan.probeservice.probe.Samples.PARIS;
import static io.podspan.probeservice.probe.Samples.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProbingTest {
  private final List<Outcome> recorded = new ArrayList<>();
  private final List<PairState> observed = new ArrayList<>();
  private final FakePods pods = new FakePods().has("paris", PARIS).has("tokyo", TOKYO);
  private final Probing probing =
      new Probing(new Prober(pods, 3, 64), new ListLedger(), new ListObserver());

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
    pods.silentFor("tokyo", 2);
    assertThat(probing.round("paris", List.of("tokyo"), _ -> true))
        .extracting(PairState::state)
        .containsExactly(Reachability.UNREACHABLE);
    assertThat(recorded).hasSize(3);
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
    public Outcome record(Reading reading) {
      Outcome outcome = Outcome.of(null, reading, Instant.EPOCH);
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
