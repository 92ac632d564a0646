package io.podspan.peeringservice.peering;

import static io.podspan.peeringservice.peering.Samples.KUBE_ROUTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.ClusterIdentity.Another;
import io.podspan.peeringservice.peering.ClusterIdentity.SameAs;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClusterIdentityTest {
  private static KnownCluster known(String name, @Nullable String uid) {
    KnownCluster known = Samples.known(Samples.cluster(name, 1, KUBE_ROUTER));
    return new KnownCluster(
        known.said(),
        known.cluster(),
        known.origins(),
        known.registeredAt(),
        known.readAt(),
        known.leftOut(),
        known.cautions(),
        uid);
  }

  @Test
  void aClusterIsItselfAgain() {
    assertThat(ClusterIdentity.clash("paris", "1", List.of(known("paris", "1")))).isEmpty();
  }

  @Test
  void aClusterThatHasAnotherNameIsRefusedWithBoth() {
    var clash = ClusterIdentity.clash("lyon", "1", List.of(known("paris", "1"))).orElseThrow();

    assertThat(clash).isEqualTo(new SameAs("paris"));
    assertThat(ClusterIdentity.violation("lyon", clash).detail()).contains("lyon", "paris");
  }

  @Test
  void aKubeconfigThatLeadsToAnotherClusterIsNoticed() {
    assertThat(ClusterIdentity.clash("paris", "2", List.of(known("paris", "1"))))
        .contains(new Another(null));
  }

  @Test
  void andThatItIsOneThatIsRegistered() {
    var clash =
        ClusterIdentity.clash("paris", "2", List.of(known("paris", "1"), known("lyon", "2")))
            .orElseThrow();

    assertThat(clash).isEqualTo(new Another("lyon"));
    assertThat(ClusterIdentity.violation("paris", clash).detail()).contains("paris", "lyon");
  }

  @Test
  void whatIsNotKnownIsNeitherTheSameNorAnother() {
    List<KnownCluster> all = List.of(known("paris", null), known("lyon", null));

    assertThat(ClusterIdentity.clash("paris", null, all)).isEmpty();
    assertThat(ClusterIdentity.clash("paris", "1", all)).isEmpty();
    assertThat(ClusterIdentity.clash("nice", null, List.of(known("paris", "1")))).isEmpty();
  }
}
