package io.podspan.probeservice.measure;

import static io.podspan.probeservice.verdict.Samples.PARIS;
import static io.podspan.probeservice.verdict.Samples.TOKYO;
import static io.podspan.probeservice.verdict.Samples.pods;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodPairTest {

  @Test
  void takesAllPairsWhereThatIsAllowed() {
    assertThat(PodPair.chosen(PARIS, TOKYO, 64)).hasSize(16).doesNotHaveDuplicates();
  }

  @Test
  void pairsNoPodWithItself() {
    assertThat(PodPair.chosen(PARIS, PARIS, 64))
        .hasSize(12)
        .noneMatch(pair -> pair.from().equals(pair.to()));
  }

  @Test
  void hasNoneWhereOneSideHasNone() {
    assertThat(PodPair.chosen(PARIS, List.of(), 64)).isEmpty();
    assertThat(PodPair.chosen(List.of(), TOKYO, 64)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"10,10", "2,100", "100,2", "100,100", "1,64", "9,8", "3,500"})
  void staysBelowTheBoundAndSpreadsOverPodsAndNodes(int sources, int targets) {
    List<ProbePod> from = pods("paris", 1, sources, 1);
    List<ProbePod> to = pods("tokyo", 3, 10, Math.ceilDiv(targets, 10)).subList(0, targets);
    List<PodPair> pairs = PodPair.chosen(from, to, 64);
    assertThat(pairs).hasSizeBetween(33, 64).doesNotHaveDuplicates();
    assertThat(spread(pairs.stream().collect(count(PodPair::from)))).isLessThanOrEqualTo(1);
    if (targets >= 10) {
      assertThat(pairs.stream().map(pair -> pair.to().node()).distinct()).hasSize(10);
    }
  }

  private static java.util.stream.Collector<PodPair, ?, Map<ProbePod, Long>> count(
      java.util.function.Function<PodPair, ProbePod> side) {
    return Collectors.groupingBy(side, Collectors.counting());
  }

  private static long spread(Map<ProbePod, Long> counts) {
    return Collections.max(counts.values()) - Collections.min(counts.values());
  }

  @Test
  void choosesTheSameWhateverTheOrderOfTheListing() {
    List<ProbePod> from = pods("paris", 1, 10, 3);
    List<ProbePod> shuffled = new ArrayList<>(from);
    Collections.shuffle(shuffled, new Random(7));
    assertThat(new HashSet<>(PodPair.chosen(shuffled, TOKYO, 64)))
        .isEqualTo(new HashSet<>(PodPair.chosen(from, TOKYO, 64)));
  }
}
