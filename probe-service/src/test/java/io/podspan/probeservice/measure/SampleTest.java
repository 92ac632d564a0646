package io.podspan.probeservice.measure;

import static io.podspan.probeservice.verdict.Samples.PARIS;
import static io.podspan.probeservice.verdict.Samples.TOKYO;
import static io.podspan.probeservice.verdict.Samples.pods;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleTest {
  private static final int ROUNDS_A_MINUTE = 4;

  @Test
  void takesAllPairsWhereThatIsAllowed() {
    assertThat(Sample.of(PARIS, TOKYO, 64, 3, Set.of(), Focus.NONE))
        .isEqualTo(PodPair.chosen(PARIS, TOKYO, 64));
  }

  @ParameterizedTest
  @CsvSource({
    "9,8,64",
    "64,64,64",
    "100,2,64",
    "2,100,64",
    "250,100,64",
    "250,100,8",
    "100,255,8",
    "255,254,1"
  })
  void eachNodeIsSourceAndTargetInEveryMinute(int sources, int targets, int atMost) {
    List<ProbePod> from = pods("paris", 1, sources, 1);
    List<ProbePod> to = pods("tokyo", 3, targets, 1);
    for (int minute = 0; minute < 7; minute++) {
      Set<String> seen = new HashSet<>();
      for (int round = 0; round < ROUNDS_A_MINUTE; round++) {
        for (PodPair pair :
            Sample.of(
                from, to, atMost, (long) minute * ROUNDS_A_MINUTE + round, Set.of(), Focus.NONE)) {
          seen.add("from " + pair.from().node());
          seen.add("to " + pair.to().node());
        }
      }
      assertThat(seen).hasSize(sources + targets);
    }
  }

  @ParameterizedTest
  @CsvSource({"40,30", "30,40", "100,2", "9,8", "65,1"})
  void eachPairHasItsTurnInTheRoundsThatAreStated(int sources, int targets) {
    List<ProbePod> from = pods("paris", 1, sources, 1);
    List<ProbePod> to = pods("tokyo", 3, targets, 1);
    Set<PodPair> seen = new HashSet<>();
    int rounds = Math.ceilDiv(sources * targets, 64);
    for (int round = 1000; round < 1000 + rounds; round++) {
      List<PodPair> pairs = Sample.of(from, to, 64, round, Set.of(), Focus.NONE);
      assertThat(pairs).hasSizeLessThanOrEqualTo(64).doesNotHaveDuplicates();
      seen.addAll(pairs);
    }
    assertThat(seen).hasSize(sources * targets);
  }

  /** One broken pair of pods of 40 x 30, looked for from any round on. */
  @Test
  void aBrokenPairIsMissedWithTheStatedProbability() {
    List<ProbePod> from = pods("paris", 1, 40, 1);
    List<ProbePod> to = pods("tokyo", 3, 30, 1);
    Random random = new Random(12);
    int rounds = 6;
    int missed = 0;
    int tries = 3000;
    for (int attempt = 0; attempt < tries; attempt++) {
      PodPair broken = new PodPair(from.get(random.nextInt(40)), to.get(random.nextInt(30)));
      long begin = random.nextInt(100_000);
      boolean found = false;
      for (long round = begin; round < begin + rounds && !found; round++) {
        found = Sample.of(from, to, 64, round, Set.of(), Focus.NONE).contains(broken);
      }
      missed += found ? 0 : 1;
    }
    double stated = 1 - rounds * 64 / (40.0 * 30);
    assertThat(missed / (double) tries).isCloseTo(stated, within(0.03));
  }

  @Test
  void whatFailedIsMeasuredAgainUntilItIsGone() {
    List<ProbePod> from = pods("paris", 1, 40, 1);
    List<ProbePod> to = pods("tokyo", 3, 30, 1);
    PodPair failed = new PodPair(from.get(17), to.get(23));
    PodPaths suspect = new PodPaths(failed.from().path(), failed.to().path());
    for (int round = 0; round < 20; round++) {
      assertThat(Sample.of(from, to, 64, round, Set.of(suspect), Focus.NONE))
          .hasSizeLessThanOrEqualTo(65)
          .contains(failed);
    }
    assertThat(
            Sample.of(from, to, 64, 0, Set.of(new PodPaths("gone/gone", suspect.to())), Focus.NONE))
        .hasSize(64);
  }

  @Test
  void pairsNoPodWithItself() {
    List<ProbePod> paris = pods("paris", 1, 20, 1);
    for (int round = 0; round < 10; round++) {
      assertThat(Sample.of(paris, paris, 64, round, Set.of(), Focus.NONE))
          .isNotEmpty()
          .noneMatch(pair -> pair.from().equals(pair.to()));
    }
  }

  @Test
  void whatWasHeardOfIsMeasuredInBothDirectionsWhateverTurnItIs() {
    List<ProbePod> from = pods("paris", 1, 200, 2);
    List<ProbePod> to = pods("tokyo", 3, 150, 1);
    Focus focus = new Focus(Set.of("paris-n123"), Set.of("tokyo-n77", "tokyo-n78", "gone"));
    for (int round = 0; round < 20; round++) {
      List<PodPair> pairs = Sample.of(from, to, 64, round, Set.of(), focus);
      assertThat(pairs).doesNotHaveDuplicates().hasSizeBetween(64, 64 + 32);
      assertThat(pairs.stream().filter(p -> p.from().node().equals("paris-n123")))
          .hasSizeGreaterThanOrEqualTo(16);
      assertThat(pairs).extracting(p -> p.to().node()).contains("tokyo-n77", "tokyo-n78");
    }
  }

  @Test
  void aFocusOnManyNodesIsBounded() {
    Focus focus = Focus.NONE;
    for (int node = 1; node <= 100; node++) {
      focus = focus.and(Focus.from("paris-n" + node)).and(Focus.to("tokyo-n" + node));
    }
    assertThat(focus.from()).hasSize(Focus.MOST_NODES);
    List<ProbePod> from = pods("paris", 1, 100, 1);
    assertThat(Sample.of(from, pods("tokyo", 3, 100, 1), 64, 5, Set.of(), focus))
        .hasSizeLessThanOrEqualTo(64 + 32);
  }
}
