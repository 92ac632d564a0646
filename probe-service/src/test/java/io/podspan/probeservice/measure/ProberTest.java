package io.podspan.probeservice.measure;

import static io.podspan.probeservice.verdict.Samples.PARIS;
import static io.podspan.probeservice.verdict.Samples.TOKYO;
import static io.podspan.probeservice.verdict.Samples.pods;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.reason.NotMeasured.ApiUnreachable;
import io.podspan.events.reason.NotMeasured.ListForbidden;
import io.podspan.events.reason.NotMeasured.NoContainer;
import io.podspan.events.reason.NotMeasured.NoProbePods;
import io.podspan.events.reason.NotMeasured.NoSecondPod;
import io.podspan.events.reason.NotMeasured.NodeNotReady;
import io.podspan.events.reason.NotMeasured.PingUnusable;
import io.podspan.events.reason.NotMeasured.ProberBusy;
import io.podspan.events.reason.PairSummary.AllAnswer;
import io.podspan.events.reason.PairSummary.Several;
import io.podspan.events.reason.PairSummary.SomeNotAsked;
import io.podspan.probeservice.measure.Measurement.Measured;
import io.podspan.probeservice.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProberTest {
  private final FakePods pods =
      new FakePods().has("paris", PARIS).has("tokyo", TOKYO).has("london", pods("london", 2, 2, 2));
  private final Prober prober = new Prober(pods, 3, 64);

  private Verdict verdict(String to) {
    return Verdict.of(prober.measure("paris", List.of(to)).getFirst());
  }

  @Test
  void measuresEachTargetClusterInOneExecPerSourcePod() {
    List<Measurement> measurements = prober.measure("paris", List.of("london", "tokyo"));
    assertThat(measurements)
        .extracting(Measurement::clusters)
        .containsExactly(new ClusterPair("paris", "london"), new ClusterPair("paris", "tokyo"));
    assertThat(measurements)
        .allSatisfy(
            measurement ->
                assertThat(measurement)
                    .isInstanceOfSatisfying(
                        Measured.class, measured -> assertThat(measured.pings()).hasSize(16)));
    assertThat(pods.execs)
        .containsExactlyInAnyOrder(
            "default/paris-n1-p1 8",
            "default/paris-n1-p2 8",
            "default/paris-n2-p1 8",
            "default/paris-n2-p2 8");
    assertThat(pods.lists).hasValue(3);
  }

  @Test
  void aLargeFleetHasOtherPairsInEachRoundAndTheSameWhenMeasuredAgain() {
    pods.has("paris", pods("paris", 1, 40, 1)).has("tokyo", pods("tokyo", 3, 30, 1));
    Set<PodPair> first = next();
    assertThat(pairs(prober.measure("paris", List.of("tokyo")))).isEqualTo(first);
    assertThat(next()).hasSize(64).doesNotContainAnyElementsOf(first);
  }

  @Test
  void aNodeOfWhichSomethingWasHeardIsInTheNextRoundOnce() {
    pods.has("paris", pods("paris", 1, 100, 1)).has("tokyo", pods("tokyo", 3, 100, 1));
    prober.touch("tokyo", "tokyo-n90", List.of("paris"));
    assertThat(next().stream().filter(pair -> pair.to().node().equals("tokyo-n90")))
        .hasSizeGreaterThanOrEqualTo(16);
    assertThat(next().stream().filter(pair -> pair.to().node().equals("tokyo-n90")))
        .hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void whatFailedIsMeasuredAgainThoughItIsNotInTheRound() {
    pods.has("paris", pods("paris", 1, 100, 1)).has("tokyo", pods("tokyo", 3, 100, 1));
    next();
    PodPaths failed = new PodPaths("default/paris-n90-p1", "default/tokyo-n91-p1");
    assertThat(pairs(prober.again("paris", Map.of("tokyo", Set.of(failed)))))
        .extracting(PodPaths::of)
        .contains(failed);
  }

  @Test
  void whatCouldNotBeMeasuredIsInTheNextRoundOfALargeFleet() {
    pods.has("paris", pods("paris", 1, 40, 1)).has("tokyo", pods("tokyo", 3, 30, 1));
    pods.notAsked.put("default/paris-n1-p1", new ListForbidden("paris"));
    for (int round = 0; round < 4; round++) {
      Measurement measured = prober.next("paris", List.of("tokyo"), _ -> Set.of()).getFirst();
      assertThat(((Measured) measured).notAsked()).hasSize(1);
    }
  }

  /** A service that has too few places says nothing of the network. */
  @Test
  void aPodThatFindsNoPlaceOnceHasItsTurnInTheNextRound() {
    pods.notAsked.put("default/paris-n1-p1", new ProberBusy(16));
    assertThat(nextVerdict(Set.of()).state()).isEqualTo(Reachability.REACHABLE);
    assertThat(nextVerdict(Set.of()).state())
        .as("twice in a row it is told")
        .isEqualTo(Reachability.UNKNOWN);
    pods.notAsked.clear();
    assertThat(nextVerdict(Set.of()).cause()).isEqualTo(new AllAnswer(16));
  }

  @Test
  void whereAPingFailedAPodThatFindsNoPlaceIsNotLeftOut() {
    pods.notAsked.put("default/paris-n1-p1", new ProberBusy(16));
    PodPaths failed = new PodPaths("default/paris-n1-p1", "default/tokyo-n1-p1");
    assertThat(nextVerdict(Set.of(failed)).state()).isEqualTo(Reachability.UNKNOWN);
    assertThat(verdict("tokyo").state())
        .as("nor when it is measured again at once")
        .isEqualTo(Reachability.UNKNOWN);
  }

  @Test
  void whereNoPodFindsAPlaceNothingIsKnown() {
    PARIS.forEach(pod -> pods.notAsked.put(pod.path(), new ProberBusy(16)));
    Verdict verdict = nextVerdict(Set.of());
    assertThat(verdict.state()).isEqualTo(Reachability.UNKNOWN);
    assertThat(verdict.cause())
        .isEqualTo(new SomeNotAsked(4, List.of("paris-n1", "paris-n2"), new ProberBusy(16)));
  }

  private Verdict nextVerdict(Set<PodPaths> failed) {
    return Verdict.of(prober.next("paris", List.of("tokyo"), _ -> failed).getFirst());
  }

  private Set<PodPair> next() {
    return pairs(prober.next("paris", List.of("tokyo"), _ -> Set.of()));
  }

  private static Set<PodPair> pairs(List<Measurement> measurements) {
    return ((Measured) measurements.getFirst())
        .pings().stream().map(Measurement.PairPing::pods).collect(Collectors.toSet());
  }

  @Test
  void aSilentClusterDoesNotSpoilTheOther() {
    pods.silent.put("tokyo", true);
    assertThat(verdict("tokyo").state()).isEqualTo(Reachability.UNREACHABLE);
    assertThat(verdict("london").state()).isEqualTo(Reachability.REACHABLE);
  }

  @Test
  void saysWhoHasNoPods() {
    pods.has("tokyo", List.of());
    assertThat(verdict("tokyo").state()).isEqualTo(Reachability.UNKNOWN);
    assertThat(verdict("tokyo").cause()).isEqualTo(new NoProbePods("tokyo", 0));
    pods.listings.put("tokyo", new PodListing.Listed(List.of(), 3));
    assertThat(verdict("tokyo").cause()).isEqualTo(new NoProbePods("tokyo", 3));
    assertThat(pods.execs).isEmpty();
  }

  @Test
  void saysWhichApiCannotBeReached() {
    ApiUnreachable cause = new ApiUnreachable("tokyo", 10_000);
    pods.listings.put("tokyo", new PodListing.Unavailable(cause));
    assertThat(verdict("tokyo").state()).isEqualTo(Reachability.UNKNOWN);
    assertThat(verdict("tokyo").cause()).isEqualTo(cause);
  }

  @Test
  void saysBothObstaclesWhenBothClustersHaveOne() {
    pods.listings.put("paris", new PodListing.Unavailable(new ListForbidden("paris")));
    pods.has("tokyo", List.of());
    assertThat(verdict("tokyo").cause())
        .isEqualTo(new Several(List.of(new ListForbidden("paris"), new NoProbePods("tokyo", 0))));
  }

  @Test
  void aPodThatCannotBeAskedIsNotCalledUnreachable() {
    NoContainer cause = new NoContainer("paris", "default/paris-n1-p1", "main");
    pods.notAsked.put("default/paris-n1-p1", cause);
    Verdict verdict = verdict("tokyo");
    assertThat(verdict.state()).isEqualTo(Reachability.UNKNOWN);
    assertThat(verdict.pairs()).isEqualTo(12);
    assertThat(verdict.failed()).isEmpty();
    assertThat(verdict.cause())
        .isEqualTo(
            new Several(
                List.of(new AllAnswer(12), new SomeNotAsked(1, List.of("paris-n1"), cause))));
  }

  @Test
  void aPingThatCannotMeasureIsNotCalledUnreachable() {
    for (ProbePod pod : PARIS) {
      pods.unusable.put(pod.path(), "socket: Operation not permitted");
    }
    Verdict verdict = verdict("tokyo");
    assertThat(verdict.state()).isEqualTo(Reachability.UNKNOWN);
    assertThat(verdict.pairs()).isZero();
    assertThat(verdict.cause())
        .isEqualTo(
            new SomeNotAsked(
                4,
                List.of("paris-n1", "paris-n2"),
                new PingUnusable(
                    "paris", "default/paris-n1-p1", "socket: Operation not permitted")));
  }

  @Test
  void podsOnANodeThatIsNotReadyAreNotCalledUnreachable() {
    pods.silent.put("tokyo", true);
    pods.notReady.add("tokyo-n2");
    Verdict some = verdict("tokyo");
    assertThat(some.pairs()).isEqualTo(8);
    assertThat(some.failed()).allMatch(failed -> failed.toNode().equals("tokyo-n1"));
    pods.notReady.add("tokyo-n1");
    Verdict none = verdict("tokyo");
    assertThat(none.state()).isEqualTo(Reachability.UNKNOWN);
    assertThat(none.cause())
        .isEqualTo(
            new SomeNotAsked(
                4, List.of("tokyo-n1", "tokyo-n2"), new NodeNotReady("tokyo", "tokyo-n1")));
  }

  @Test
  void saysThatAllPodsWereLostWithTheirNodes() {
    pods.listings.put("tokyo", new PodListing.Listed(List.of(), 2, List.of("tokyo-n1")));
    assertThat(verdict("tokyo").cause()).isEqualTo(new NodeNotReady("tokyo", "tokyo-n1"));
  }

  @Test
  void measuresWithinOneClusterToo() {
    assertThat(verdict("paris").pairs()).isEqualTo(12);
    pods.has("paris", PARIS.subList(0, 1));
    assertThat(verdict("paris").cause()).isEqualTo(new NoSecondPod("paris"));
  }

  @Test
  void anInterruptedRoundGivesNoMeasurement() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> prober.measure("paris", List.of("tokyo")))
        .isInstanceOf(AbandonedException.class);
    assertThat(Thread.interrupted()).as("the thread still knows").isTrue();
  }
}
