package io.podspan.peeringservice.peering.rollout;

import static io.podspan.peeringservice.peering.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProbeGatesTest {
  private static final String NODE = "paris/paris-1";
  private static final Instant CHANGED = NOON.plusSeconds(10);
  private static final Instant AFTER = CHANGED.plusSeconds(1);

  private final List<ProbedNodes> before = new ArrayList<>();
  private final List<ProbedNodes> now = new ArrayList<>();
  private Set<String> cut = Set.of();
  private Set<String> joined = Set.of("london", "tokyo");
  private Set<String> ready = Set.of("tokyo/tokyo-1");
  private boolean first = true;

  private static ProbedNodes to(String node, int reachable, Instant began) {
    return new ProbedNodes(NODE, node, 4, reachable, began);
  }

  private static ProbedNodes from(String node, int reachable, Instant began) {
    return new ProbedNodes(node, NODE, 4, reachable, began);
  }

  private Observed.Probed gates() {
    return ProbeGates.of(
        NODE,
        new Probes(now, cut, joined, ready),
        new Snapshot(List.of(), List.of(), before),
        CHANGED,
        first);
  }

  private void changes(ProbedNodes former, ProbedNodes latter) {
    before.add(former);
    now.add(latter);
  }

  @Test
  void whatAnsweredAsWellAsBeforePasses() {
    changes(to("london/london-1", 3, NOON), to("london/london-1", 3, AFTER));
    changes(from("london/london-1", 4, NOON), from("london/london-1", 4, AFTER));
    assertThat(gates().missing()).isEmpty();
    assertThat(gates().pending()).isEmpty();
    assertThat(gates().passed())
        .containsExactly("pods reach each other as before, 2 pairs of nodes measured");
  }

  @Test
  void whatAnsweredBetterBeforeIsMissing() {
    changes(from("london/london-1", 4, NOON), from("london/london-1", 3, AFTER));
    assertThat(gates().missing())
        .containsExactly(
            "london/london-1 to paris/paris-1: 3 of 4 pairs of pods answer; before, 4 of 4");
  }

  @Test
  void whatDidNotAnswerBeforeDoesNotHaveTo() {
    changes(to("london/london-1", 0, NOON), to("london/london-1", 0, AFTER));
    assertThat(gates()).isEqualTo(Observed.Probed.NONE);
  }

  @Test
  void aRoundThatBeganBeforeTheChangeDoesNotCount() {
    changes(to("london/london-1", 4, NOON), to("london/london-1", 4, CHANGED.minusMillis(1)));
    assertThat(gates().passed()).isEmpty();
    assertThat(gates().pending()).containsExactly("paris/paris-1 to london/london-1");
  }

  @Test
  void whatNoRoundMeasuresAnyMoreIsPending() {
    before.add(to("london/london-1", 4, NOON));
    assertThat(gates().missing()).isEmpty();
    assertThat(gates().pending()).containsExactly("paris/paris-1 to london/london-1");
  }

  @Test
  void aClusterThatIsNotJoinedAnyMoreDoesNotCount() {
    joined = Set.of("tokyo");
    before.add(to("london/london-1", 4, NOON));
    assertThat(gates()).isEqualTo(Observed.Probed.NONE);
  }

  @Test
  void aNodeThatIsNotTheFirstReachesTheNewClusterBothWays() {
    first = false;
    now.add(to("tokyo/tokyo-1", 1, AFTER));
    now.add(to("tokyo/tokyo-2", 0, AFTER));
    now.add(from("tokyo/tokyo-1", 0, AFTER));
    assertThat(gates().passed()).containsExactly("pods answer from paris/paris-1 to tokyo");
    assertThat(gates().missing())
        .containsExactly(
            "no pod answers from tokyo to paris/paris-1"
                + " (tokyo/tokyo-1 to paris/paris-1: 0 of 4 pairs of pods answer)");
  }

  @Test
  void nodesThatHaveTheirTurnYetDoNotCount() {
    first = false;
    ready = Set.of();
    now.add(to("tokyo/tokyo-1", 0, AFTER));
    assertThat(gates()).isEqualTo(Observed.Probed.NONE);
  }

  @Test
  void theFirstNodeOfARolloutDoesNotHaveToReachAnything() {
    now.add(to("tokyo/tokyo-1", 0, AFTER));
    assertThat(gates()).isEqualTo(Observed.Probed.NONE);
  }

  @Test
  void aNewClusterThatNoRoundMeasuredSinceIsPending() {
    first = false;
    now.add(to("tokyo/tokyo-1", 0, NOON));
    assertThat(gates().missing()).isEmpty();
    assertThat(gates().pending())
        .containsExactly("paris/paris-1 to tokyo", "tokyo to paris/paris-1");
  }

  @Test
  void withoutAnyRoundOfProbesTheWaysToNewClustersArePending() {
    first = false;
    assertThat(gates().missing()).isEmpty();
    assertThat(gates().pending())
        .containsExactly("paris/paris-1 to tokyo", "tokyo to paris/paris-1");
  }

  @Test
  void whereNoOtherClusterHasTheInterconnectNothingIsPending() {
    first = false;
    ready = Set.of();
    assertThat(gates()).isEqualTo(Observed.Probed.NONE);
  }

  @Test
  void aListThatWasCutFailsNoWay() {
    first = false;
    cut = Set.of("paris/tokyo");
    now.add(to("tokyo/tokyo-1", 0, AFTER));
    now.add(from("tokyo/tokyo-1", 1, AFTER));
    assertThat(gates().missing()).isEmpty();
    assertThat(gates().pending()).containsExactly("paris/paris-1 to tokyo");
    assertThat(gates().passed()).containsExactly("pods answer from tokyo to paris/paris-1");
  }
}
