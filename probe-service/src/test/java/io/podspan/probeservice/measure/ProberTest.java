package io.podspan.probeservice.probe;

import static io.podspan.probeservice.probe.Samples.PARIS;
import static io.podspan.probeservice.probe.Samples.TOKYO;
import static io.podspan.probeservice.probe.Samples.pods;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.probeservice.probe.Reading.Measured;
import java.util.List;
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
    List<Reading> readings = prober.measure("paris", List.of("london", "tokyo"));
    assertThat(readings)
        .extracting(Reading::clusters)
        .containsExactly(new ClusterPair("paris", "london"), new ClusterPair("paris", "tokyo"));
    assertThat(readings)
        .allSatisfy(
            reading ->
                assertThat(reading)
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
  void aSilentClusterDoesNotSpoilTheOther() {
    pods.silent.put("tokyo", true);
    assertThat(verdict("tokyo").state()).isEqualTo(Reachability.UNREACHABLE);
    assertThat(verdict("london").state()).isEqualTo(Reachability.REACHABLE);
  }

  @Test
  void saysWhoHasNoPods() {
    pods.has("tokyo", List.of());
    assertThat(verdict("tokyo").state()).isEqualTo(Reachability.UNKNOWN);
    assertThat(verdict("tokyo").why()).startsWith("no probe pods in tokyo");
    pods.listings.put("tokyo", new PodListing.Listed(List.of(), 3));
    assertThat(verdict("tokyo").why()).contains("3 have the label");
    assertThat(pods.execs).isEmpty();
  }

  @Test
  void saysWhichApiCannotBeReached() {
    String why = "the API of tokyo cannot be reached: it does not answer";
    pods.listings.put("tokyo", new PodListing.Unavailable(why));
    assertThat(verdict("tokyo").state()).isEqualTo(Reachability.UNKNOWN);
    assertThat(verdict("tokyo").why()).isEqualTo(why);
  }

  @Test
  void aPodThatCannotBeAskedIsNotCalledUnreachable() {
    pods.notAsked.put("default/paris-n1-p1", "no running container");
    Verdict verdict = verdict("tokyo");
    assertThat(verdict.state()).isEqualTo(Reachability.PARTIAL);
    assertThat(verdict.pairs()).isEqualTo(12);
    assertThat(verdict.failed()).isEmpty();
    assertThat(verdict.why()).contains("1 pod on paris-n1 could not be asked");
  }

  @Test
  void measuresWithinOneClusterToo() {
    assertThat(verdict("paris").pairs()).isEqualTo(12);
    pods.has("paris", PARIS.subList(0, 1));
    assertThat(verdict("paris").why()).isEqualTo("no second probe pod in paris");
  }

  @Test
  void anInterruptedRoundGivesNoReading() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> prober.measure("paris", List.of("tokyo")))
        .isInstanceOf(AbandonedException.class);
    assertThat(Thread.interrupted()).as("the thread still knows").isTrue();
  }
}
