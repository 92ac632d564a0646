package io.podspan.peeringservice.peering.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.preflight.Candidate.Look;
import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import io.podspan.peeringservice.peering.preflight.Candidate.Unseen;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RecentLooksTest {
  private static final Cluster PARIS = Samples.cluster("paris", 1, Samples.KUBE_ROUTER);
  private static final KnownCluster KNOWN = Samples.known(PARIS);

  private final FakeApi api = new FakeApi();
  private OptionalLong heard = OptionalLong.of(7);
  private long now;
  private int looks;
  private final RecentLooks recent = new RecentLooks(_ -> heard, () -> now);

  RecentLooksTest() {
    api.has(PARIS);
  }

  @Test
  void aClusterOfWhichNothingWasHeardIsNotAskedAgain() {
    Look first = look();

    assertThat(look()).isSameAs(first);
    assertThat(looks).isOne();
  }

  @Test
  void oneOfWhichSomethingWasHeardIs() {
    look();
    heard = OptionalLong.of(8);
    look();

    assertThat(looks).isEqualTo(2);
  }

  @Test
  void whatIsHeardWhileItIsReadMakesTheLookOld() {
    recent.of(
        KNOWN,
        () -> {
          heard = OptionalLong.of(8);
          return seen();
        });
    look();

    assertThat(looks).isOne();
  }

  @Test
  void aLookHoldsForHalfAMinute() {
    look();
    now += RecentLooks.HOLDS.toNanos() - 1;
    look();
    assertThat(looks).isOne();

    now++;
    look();
    assertThat(looks).isEqualTo(2);
  }

  @Test
  void aClusterThatIsNotWatchedIsAskedEachTime() {
    heard = OptionalLong.empty();
    look();
    look();

    assertThat(looks).isEqualTo(2);
  }

  @Test
  void whatDoesNotAnswerAndWhatLacksARightIsAskedAgain() {
    ClusterFault fault = new ClusterFault.Forbidden("patch", "daemonsets");
    look(() -> new Unseen(fault));
    look(() -> lacking(fault));
    look();

    assertThat(looks).isEqualTo(3);
  }

  private Look look() {
    return look(this::seen);
  }

  private Look look(Supplier<Look> read) {
    return recent.of(
        KNOWN,
        () -> {
          looks++;
          return read.get();
        });
  }

  private Seen lacking(ClusterFault fault) {
    Seen seen = seen();
    return new Seen(seen.reading(), seen.router(), List.of(fault));
  }

  private Seen seen() {
    Map<String, Look> one = new ClusterSurvey(api).of(List.of(KNOWN));
    return (Seen) one.values().iterator().next();
  }
}
