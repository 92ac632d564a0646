package io.podspan.peeringservice.peering.intent;

import static io.podspan.peeringservice.peering.Samples.CALICO;
import static io.podspan.peeringservice.peering.Samples.KUBE_ROUTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Registration;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.intent.Clusters.InUse;
import io.podspan.peeringservice.peering.intent.Clusters.NotThisOne;
import io.podspan.peeringservice.peering.intent.Clusters.Refreshed;
import io.podspan.peeringservice.peering.intent.Clusters.Registered;
import io.podspan.peeringservice.peering.intent.Clusters.Replaced;
import io.podspan.peeringservice.peering.intent.Clusters.WouldBe;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClustersTest {
  private final IntentBench bench = new IntentBench();
  private final Cluster lyon = Samples.cluster("lyon", 5, KUBE_ROUTER);

  private static Registration said(String name, String kubeconfig, @Nullable Long asn) {
    return new Registration(name, new Access(kubeconfig, null), null, asn, List.of(), List.of());
  }

  private void isNow(String kubeconfig, @Nullable String uid) {
    bench.api.uids.put(kubeconfig, uid == null ? "" : uid);
  }

  private KnownCluster stored(String name) {
    return bench.intent.cluster(name).orElseThrow();
  }

  @Test
  void oneClusterIsNotRegisteredUnderTwoNames() {
    bench.api.has(lyon);
    isNow("lyon", "uid-of-lyon");
    assertThat(bench.clusters.register(said("lyon", "lyon", null))).isInstanceOf(Registered.class);

    assertThat(bench.clusters.register(said("rhone", "lyon", null)))
        .isInstanceOfSatisfying(
            NotThisOne.class,
            refusal -> {
              assertThat(refusal.why().code()).isEqualTo("cluster-registered-twice");
              assertThat(refusal.why().detail()).contains("rhone", "lyon");
            });
    assertThat(bench.intent.cluster("rhone")).isEmpty();
  }

  @Test
  void aKubeconfigThatLeadsToAnotherClusterChangesNothing() {
    isNow("paris", "uid-of-paris");
    bench.clusters.refresh("paris");
    KnownCluster before = stored("paris");
    isNow("paris", "uid-of-another");

    assertThat(bench.clusters.refresh("paris"))
        .isInstanceOfSatisfying(
            NotThisOne.class,
            refusal -> assertThat(refusal.why().code()).isEqualTo("another-cluster"));
    assertThat(stored("paris")).isEqualTo(before);
  }

  @Test
  void whatIsKnownOfAClusterStaysWhileItsNamespaceCannotBeRead() {
    isNow("paris", "uid-of-paris");
    bench.clusters.refresh("paris");
    isNow("paris", null);

    assertThat(bench.clusters.refresh("paris")).isInstanceOf(Refreshed.class);
    assertThat(stored("paris").uid()).isEqualTo("uid-of-paris");
    assertThat(bench.clusters.cautions(stored("paris"))).isEmpty();
  }

  @Test
  void thatTheClusterIsNotKnownIsACaution() {
    assertThat(bench.clusters.cautions(stored("paris")))
        .singleElement()
        .asString()
        .contains("kube-system");
  }

  @Test
  void aPutRegistersWhatIsNotThere() {
    bench.api.has(lyon);

    assertThat(bench.clusters.put(said("lyon", "lyon", null), true, Guard.none()))
        .isInstanceOfSatisfying(
            WouldBe.class, would -> assertThat(would.effect()).isEqualTo(Effect.CREATED));
    assertThat(bench.intent.cluster("lyon")).isEmpty();
    assertThat(bench.clusters.put(said("lyon", "lyon", null), false, Guard.none()))
        .isInstanceOf(Registered.class);
    assertThat(bench.intent.cluster("lyon")).isPresent();
  }

  @Test
  void aPutReplacesWhatWasSaid() {
    Registration said = said("paris", "paris", 64999L);

    assertThat(bench.clusters.put(said, true, Guard.none()))
        .isInstanceOfSatisfying(
            WouldBe.class, would -> assertThat(would.effect()).isEqualTo(Effect.CHANGED));
    assertThat(stored("paris").cluster().asn()).isEqualTo(64512);
    assertThat(bench.clusters.put(said, false, Guard.none()))
        .isInstanceOfSatisfying(
            Replaced.class, replaced -> assertThat(replaced.changed()).isTrue());
    assertThat(stored("paris").cluster().asn()).isEqualTo(64999);
    assertThat(stored("paris").said()).isEqualTo(said);
    assertThat(bench.clusters.put(said, true, Guard.none()))
        .isInstanceOfSatisfying(
            WouldBe.class, would -> assertThat(would.effect()).isEqualTo(Effect.UNCHANGED));
  }

  @Test
  void aPutDoesNotMakeAnotherClusterOfOne() {
    isNow("paris", "uid-of-paris");
    bench.clusters.refresh("paris");
    bench.api.has(lyon);
    isNow("lyon", "uid-of-lyon");

    assertThat(bench.clusters.put(said("paris", "lyon", null), false, Guard.none()))
        .isInstanceOf(NotThisOne.class);
    assertThat(stored("paris").said().access().kubeconfig()).isEqualTo("paris");
  }

  @Test
  void theKindOfRoutersDoesNotChangeUnderAnInterconnect() {
    bench.declare("asia", "paris", "tokyo");
    bench.api.clusters.put("paris", Samples.cluster("paris", 1, CALICO));

    assertThat(bench.clusters.put(said("paris", "paris", null), false, Guard.none()))
        .isEqualTo(new InUse(List.of("asia")));
  }

  @Test
  void aGuardThatThrowsLeavesEverythingAsItIs() {
    KnownCluster before = stored("paris");
    Guard<KnownCluster> guard =
        _ -> {
          throw new IllegalStateException("changed meanwhile");
        };

    assertThatThrownBy(() -> bench.clusters.put(said("paris", "paris", 64999L), false, guard))
        .hasMessage("changed meanwhile");
    assertThatThrownBy(() -> bench.clusters.remove("paris", guard)).hasMessage("changed meanwhile");
    assertThat(stored("paris")).isEqualTo(before);
  }
}
