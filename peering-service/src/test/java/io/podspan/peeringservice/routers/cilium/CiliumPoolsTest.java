package io.podspan.peeringservice.routers.cilium;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.Json;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.peering.ClusterReading.FoundRouter;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.router.Drift;
import io.podspan.peeringservice.peering.router.Planning.Planned;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterNote;
import io.podspan.peeringservice.peering.router.RouterNote.Check;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pods that get their addresses from CiliumPodIPPools: the mode multi-pool. */
class CiliumPoolsTest extends OnCilium {
  private static final String ADVERTISEMENT = "CiliumBGPAdvertisement podspan-europe: ";

  @BeforeEach
  void poolsInTheFormsOfBothVersions() {
    set("ipam", "multi-pool");
    pool(
        "default",
        "{\"ipv4\": {\"cidrs\": [\"10.10.0.0/17\", \"10.10.128.0/17\"], \"maskSize\": 27}}");
    pool("green", "{\"ipv4\": {\"cidrs\": [{\"cidr\": \"10.20.0.0/16\"}], \"maskSize\": 24}}");
    allocate("paris-1", "default", "10.10.0.0/27");
    allocate("paris-1", "green", "10.20.7.0/24");
    allocate("paris-2", "default", "10.10.0.32/27");
  }

  private void pool(String name, String spec) {
    drivers.paper.create(ResourceType.CILIUM_POD_IP_POOL, "", name, "{\"spec\": " + spec + "}");
  }

  private void allocate(String node, String pool, String cidr) {
    edit(
        ResourceType.CILIUM_NODE,
        node,
        object -> {
          object.withObject("/spec/ipam").remove("podCIDRs");
          object
              .withArray("/spec/ipam/pools/allocated")
              .add(Json.parse("{\"pool\": \"" + pool + "\", \"cidrs\": [\"" + cidr + "\"]}"));
        });
  }

  private FoundRouter found() {
    return driver.detect(PARIS.access()).router().orElseThrow();
  }

  private JsonNode types() {
    return object(ResourceType.CILIUM_ADVERTISEMENT, "podspan-europe").at("/spec/advertisements");
  }

  @Test
  void theClusterHasTheAddressesOfItsPoolsAndNodesWhatTheyHaveOfThem() {
    assertThat(found().podCidrs().value()).isEqualTo(Samples.cidrs("10.10.0.0/16", "10.20.0.0/16"));
    assertThat(found().nodeCidrs().get("paris-1"))
        .isEqualTo(Samples.cidrs("10.10.0.0/27", "10.20.7.0/24"));
    assertThat(found().nodeCidrs().get("paris-2")).isEqualTo(Samples.cidrs("10.10.0.32/27"));
  }

  @Test
  void whatANodeGetsOrReleasesLaterIsReadAgain() {
    allocate("paris-2", "green", "10.20.8.0/24");
    assertThat(found().nodeCidrs().get("paris-2"))
        .isEqualTo(Samples.cidrs("10.10.0.32/27", "10.20.8.0/24"));
    assertThat(driver.watched())
        .extracting(watched -> watched.version() + " " + watched.plural())
        .contains("v2 ciliumnodes", "v2alpha1 ciliumpodippools", "v2 ciliumpodippools");
  }

  @Test
  void agentsAreSaidToAnnounceThem() {
    assertThat(driver.read(PARIS.access()).notes())
        .filteredOn(note -> note.check() == Check.PODS_ANNOUNCED)
        .singleElement()
        .extracting(RouterNote::toString)
        .asString()
        .contains("The agents announce what nodes have of CiliumPodIPPools: ipam is multi-pool");
  }

  @Test
  void aJoinAnnouncesAllPoolsBesidePodCidrs() {
    assertThat(drivers.plan(join("europe", REFLECTOR)).diff().getFirst())
        .isEqualTo("+ " + ADVERTISEMENT + "PodCIDR, CiliumPodIPPool of all pools");
    rollOut(drivers.plan(join("europe", REFLECTOR)));
    assertThat(types().findValuesAsText("advertisementType"))
        .containsExactly("PodCIDR", "CiliumPodIPPool");
    assertThat(types().at("/1/selector/matchExpressions/0/operator").asText()).isEqualTo("NotIn");
    assertThat(drivers.plan(join("europe", REFLECTOR)).isEmpty()).isTrue();
    rollOut(drivers.plan(leave("europe", REFLECTOR)));
    assertThatNothingIsLeft();
  }

  private List<Drift> drift() {
    return driver.standing(PARIS.access()).drift(join("europe", REFLECTOR), List.of());
  }

  private boolean isOutdated() {
    return driver.standing(PARIS.access()).isOutdated(join("europe", REFLECTOR));
  }

  @Test
  void anAdvertisementIsBehindInAClusterThatMovedToPoolsOrBack() {
    for (String mode : List.of("cluster-pool", "multi-pool", "cluster-pool")) {
      set("ipam", mode);
      RouterChange change = drivers.plan(join("europe", REFLECTOR));
      assertThat(drift()).as(mode).allMatch(drift -> !drift.object().contains("Advertisement"));
      rollOut(change);
      assertThat(types().size()).as(mode).isEqualTo(mode.equals("multi-pool") ? 2 : 1);
      assertThat(isOutdated()).as(mode).isFalse();
      set("ipam", mode.equals("multi-pool") ? "cluster-pool" : "multi-pool");
      assertThat(isOutdated()).as(mode).isTrue();
      assertThat(drift()).as(mode).isEmpty();
      assertThat(((Planned) driver.read(PARIS.access()).plan(join("europe", REFLECTOR))).cautions())
          .as("nobody changed it")
          .noneMatch(caution -> caution.code().equals("cilium-objects-edited"));
    }
  }

  @Test
  void theOtherFormIsADriftWhereSomebodyElseWroteIt() {
    set("ipam", "cluster-pool");
    rollOut(drivers.plan(join("europe", REFLECTOR)));
    set("ipam", "multi-pool");
    edit(
        ResourceType.CILIUM_ADVERTISEMENT,
        "podspan-europe",
        object ->
            object
                .withArray("/metadata/managedFields")
                .add(
                    Json.parse(
                        """
                        {"manager": "kubectl-edit", "operation": "Update",
                         "fieldsV1": {"f:spec": {"f:advertisements": {}}}}
                        """)));
    assertThat(isOutdated()).isFalse();
    assertThat(drift().getFirst().difference().getFirst())
        .isEqualTo("- " + ADVERTISEMENT + "advertisements[1].advertisementType CiliumPodIPPool");
    rollOut(drivers.plan(join("europe", REFLECTOR)));
    assertThat(types().findValuesAsText("advertisementType")).contains("CiliumPodIPPool");
  }

  @Test
  void aModeThatCannotBeReadMakesNoDriftOfEitherForm() {
    for (String mode : List.of("cluster-pool", "multi-pool")) {
      set("ipam", mode);
      rollOut(drivers.plan(join("europe", REFLECTOR)));
      ObjectKey settings = ObjectKey.of(ResourceType.CONFIG_MAP, "kube-system", "cilium-config");
      ObjectNode former = drivers.paper.store().remove(settings);
      assertThat(driver.standing(PARIS.access()).drift(join("europe", REFLECTOR), List.of()))
          .as(mode)
          .isEmpty();
      drivers.paper.store().create(settings, former);
    }
  }
}
