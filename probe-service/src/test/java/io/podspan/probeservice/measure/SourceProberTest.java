package io.podspan.probeservice.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.events.ProbeEvent.SourceAddress;
import io.podspan.events.reason.NotMeasured.ProberBusy;
import io.podspan.probeservice.measure.SourceView.NotAsked;
import io.podspan.probeservice.measure.SourceView.Seen;
import io.podspan.probeservice.measure.SourceView.Unseen;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SourceProberTest {
  private static final ClusterPair PAIR = new ClusterPair("paris", "tokyo");

  private final FakePods pods =
      new FakePods()
          .has("paris", List.of(pod("paris-1", "10.1.0.5"), pod("paris-2", "10.1.1.5")))
          .has("tokyo", List.of(pod("tokyo-1", "10.3.0.5")));

  private static ProbePod pod(String node, String address) {
    return new ProbePod("default", "probe-" + node, node, "c", IpAddress.of(address));
  }

  private SourceFinding measure(Function<ProbePod, SourceView> view) {
    return new SourceProber(pods, (_, from, _, _, _) -> view.apply(from), () -> 20_000)
        .measure(PAIR)
        .orElseThrow();
  }

  @Test
  void theAddressOfEachPodArrives() {
    SourceFinding finding = measure(from -> new Seen(from.address()));
    assertThat(finding.state()).isEqualTo(SourceAddress.PRESERVED);
    assertThat(finding.measured()).isEqualTo(2);
    assertThat(finding.preserved()).isEqualTo(2);
  }

  @Test
  void oneReplacedAddressIsEnough() {
    SourceFinding finding =
        measure(
            from ->
                from.node().equals("paris-2")
                    ? new Seen(IpAddress.of("192.0.2.12"))
                    : new Seen(from.address()));
    assertThat(finding.state()).isEqualTo(SourceAddress.REPLACED);
    assertThat(finding.preserved()).isEqualTo(1);
    assertThat(finding.seen().getFirst().seen()).isEqualTo("192.0.2.12");
  }

  @Test
  void whatCouldNotBeSeenIsUnknown() {
    SourceFinding finding = measure(_ -> new Unseen("nothing to listen with"));
    assertThat(finding.state()).isEqualTo(SourceAddress.UNKNOWN);
    assertThat(finding.why()).isEqualTo("nothing to listen with");
  }

  @Test
  void whereNobodyWasAskedNothingIsFound() {
    SourcePods busy = (_, _, _, _, _) -> new NotAsked(new ProberBusy(16));
    assertThat(new SourceProber(pods, busy, () -> 20_000).measure(PAIR)).isEmpty();
  }

  @Test
  void oneThatWasAskedIsEnoughToFindSomething() {
    Function<ProbePod, SourceView> first =
        from ->
            from.node().equals("paris-1")
                ? new Seen(from.address())
                : new NotAsked(new ProberBusy(16));
    assertThat(measure(first).state()).isEqualTo(SourceAddress.PRESERVED);
    assertThat(measure(first).measured()).isEqualTo(1);
  }

  @Test
  void withoutPodsItIsUnknown() {
    pods.has("tokyo", List.of());
    assertThat(measure(from -> new Seen(from.address())).state()).isEqualTo(SourceAddress.UNKNOWN);
  }
}
