package io.podspan.peeringservice.routers.calico;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.peering.PeersBy;
import io.podspan.peeringservice.peering.RouterWishes;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.router.Drift;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Remains;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** ClusterIPs that Calico announces where an interconnect asks for services: BGPConfiguration. */
class CalicoServicesTest extends OnCalico {
  private static final RouterWishes SERVICES = new RouterWishes(PeersBy.FLAGS, true);
  private static final String RANGE = TOKYO.serviceCidrs().getFirst().toString();
  private static final String LINE = "BGPConfiguration default: serviceClusterIPs ";

  private static Aim join(String interconnect) {
    return new Aim(interconnect, TOKYO, List.of(LONDON), List.of(REFLECTOR), List.of())
        .with(SERVICES);
  }

  private static Aim leave(String interconnect) {
    return new Aim(interconnect, TOKYO, List.of(), List.of(), List.of(REFLECTOR)).with(SERVICES);
  }

  private void configuration(String spec) {
    drivers.paper.create(ResourceType.BGP_CONFIGURATION, "", "default", "{\"spec\": " + spec + "}");
  }

  private ObjectNode configuration() {
    return objects(ResourceType.BGP_CONFIGURATION).getFirst();
  }

  /** What people wrote of it; not its version, and who wrote it. */
  private static JsonNode text(ObjectNode object) {
    ObjectNode copy = object.deepCopy();
    copy.withObject("/metadata").remove(List.of("resourceVersion", "generation", "managedFields"));
    return copy;
  }

  private List<Drift> drift(RouterChange... written) {
    return driver.standing(TOKYO.access()).drift(join("asia"), List.of(written));
  }

  @Test
  void aJoinAddsTheServiceCidrsAndAWithdrawalLeavesItAsItWas() {
    configuration(
        """
        {"nodeToNodeMeshEnabled": false, "asNumber": 64512,
         "serviceClusterIPs": [{"cidr": "10.7.0.0/16"}]}
        """);
    JsonNode before = text(configuration());
    RouterChange change = drivers.plan(join("asia"));
    assertThat(change.diff())
        .contains(
            "- " + LINE + "10.7.0.0/16",
            "+ " + LINE + "10.7.0.0/16, " + RANGE,
            "+ BGPConfiguration default: podspan.io/cluster-ips-announced-for asia");
    rollOut(change);
    rollOut(change);
    assertThat(configuration().at("/spec/serviceClusterIPs").findValuesAsText("cidr"))
        .containsExactly("10.7.0.0/16", RANGE);
    assertThat(configuration().at("/spec/nodeToNodeMeshEnabled").asBoolean()).isFalse();
    assertThat(drivers.plan(join("asia")).isEmpty()).isTrue();
    rollOut(drivers.plan(leave("asia")));
    assertThat(text(configuration())).isEqualTo(before);
  }

  @Test
  void whereThereIsNoConfigurationItIsMadeAndGoesAgain() {
    rollOut(drivers.plan(join("asia")));
    assertThat(configuration().path("spec").properties())
        .extracting(field -> field.getKey() + field.getValue())
        .containsExactly("serviceClusterIPs[{\"cidr\":\"" + RANGE + "\"}]");
    rollOut(drivers.plan(leave("asia")));
    assertThat(objects(ResourceType.BGP_CONFIGURATION)).isEmpty();
  }

  @Test
  void whatNewerDefinitionsPutIntoItKeepsItNot() {
    rollOut(drivers.plan(join("asia")));
    edit(
        ResourceType.BGP_CONFIGURATION,
        "default",
        object ->
            object
                .withObject("/spec")
                .put("logSeverityScreen", "Info")
                .put("serviceLoadBalancerAggregation", "Enabled"));
    rollOut(drivers.plan(leave("asia")));
    assertThat(objects(ResourceType.BGP_CONFIGURATION)).isEmpty();
  }

  @Test
  void anotherValueThanTheDefaultKeepsIt() {
    rollOut(drivers.plan(join("asia")));
    edit(
        ResourceType.BGP_CONFIGURATION,
        "default",
        object -> object.withObject("/spec").put("logSeverityScreen", "Debug"));
    rollOut(drivers.plan(leave("asia")));
    assertThat(configuration().path("spec").toString())
        .isEqualTo("{\"logSeverityScreen\":\"Debug\"}");
  }

  @Test
  void aPoolsNameThatIsTakenIsFoundBeforeAnythingIsWritten() {
    RouterChange change = drivers.plan(join("asia"));
    String pool = ObjectChange.of(change).createdPools().getFirst().name();
    drivers.paper.create(
        ResourceType.IP_POOL, "", pool, "{\"spec\": {\"cidr\": \"10.99.0.0/16\"}}");
    assertThat(driver.apply(TOKYO.access(), change)).isInstanceOf(RouterOutcome.Refused.class);
    assertThat(objects(ResourceType.BGP_FILTER)).isEmpty();
    assertThat(objects(ResourceType.BGP_CONFIGURATION)).isEmpty();
  }

  @Test
  void whatADryRunRefusesIsFoundBeforeAnythingIsWritten() {
    configuration("{\"serviceClusterIPs\": \"no list\"}");
    assertThat(driver.apply(TOKYO.access(), drivers.plan(join("asia"))))
        .isInstanceOf(RouterOutcome.Conflict.class);
    assertThat(objects(ResourceType.BGP_FILTER)).isEmpty();
  }

  @Test
  void whatSomebodyWroteIntoItMeanwhileStays() {
    rollOut(drivers.plan(join("asia")));
    edit(
        ResourceType.BGP_CONFIGURATION,
        "default",
        object -> object.withObject("/spec").put("asNumber", 64999));
    rollOut(drivers.plan(leave("asia")));
    assertThat(configuration().path("spec").toString()).isEqualTo("{\"asNumber\":64999}");
    assertThat(configuration().at("/metadata").has("annotations")).isFalse();
  }

  @Test
  void itStaysAsLongAsOneInterconnectAsksForIt() {
    rollOut(drivers.plan(join("asia")));
    rollOut(drivers.plan(join("world")));
    rollOut(drivers.plan(leave("asia")));
    assertThat(configuration().at("/spec/serviceClusterIPs").findValuesAsText("cidr"))
        .containsExactly(RANGE);
    rollOut(drivers.plan(leave("world")));
    assertThat(objects(ResourceType.BGP_CONFIGURATION)).isEmpty();
  }

  @Test
  void switchedOffItGoesWithoutATurnOfAnyNode() {
    rollOut(drivers.plan(join("asia")));
    RouterChange change = drivers.plan(join("asia").with(RouterWishes.DEFAULT));
    assertThat(driver.checkNode(TOKYO.access(), change, "paris-1"))
        .isEqualTo(new RouterOutcome.UpToDate());
    rollOut(change);
    assertThat(objects(ResourceType.BGP_CONFIGURATION)).isEmpty();
    assertThat(objects(ResourceType.BGP_PEER)).hasSize(1);
  }

  @Test
  void aJoinThatIsTakenBackLeavesNothing() {
    RouterChange change = drivers.plan(join("asia"));
    driver.apply(TOKYO.access(), change);
    assertThat(objects(ResourceType.BGP_CONFIGURATION)).hasSize(1);
    assertThat(driver.revert(TOKYO.access(), change)).isEqualTo(new RouterOutcome.Applied());
    rollOut(change.takenBack());
    assertThat(objects(ResourceType.BGP_CONFIGURATION)).isEmpty();
  }

  @Test
  void whatSomebodyTookAwayIsADriftAndComesAgain() {
    RouterChange change = drivers.plan(join("asia"));
    rollOut(change);
    assertThat(drift(change)).isEmpty();
    edit(
        ResourceType.BGP_CONFIGURATION,
        "default",
        object -> object.withObject("/spec").remove("serviceClusterIPs"));
    assertThat(drift(change))
        .filteredOn(drift -> drift.object().equals("BGPConfiguration default"))
        .singleElement()
        .extracting(Drift::difference)
        .isEqualTo(List.of("- " + LINE + RANGE));
    rollOut(drivers.plan(join("asia")));
    assertThat(drift(change)).isEmpty();

    remove(ResourceType.BGP_CONFIGURATION, "default");
    assertThat(drift(change)).extracting(Drift::object).contains("BGPConfiguration default");
    rollOut(drivers.plan(join("asia")));
    assertThat(drift(change)).isEmpty();
  }

  @Test
  void whatItsOwnerAnnouncesIsNeitherOursNorADrift() {
    configuration("{\"serviceClusterIPs\": [{\"cidr\": \"" + RANGE + "\"}]}");
    RouterChange change = drivers.plan(join("asia"));
    assertThat(change.diff()).noneMatch(line -> line.contains("BGPConfiguration"));
    rollOut(change);
    edit(
        ResourceType.BGP_CONFIGURATION,
        "default",
        object -> object.withObject("/spec").remove("serviceClusterIPs"));
    assertThat(drift(change)).extracting(Drift::object).doesNotContain("BGPConfiguration default");
  }

  @Test
  void aForcedWithdrawalListsIt() {
    RouterChange change = drivers.plan(join("asia"));
    assertThat(driver.remains(leave("asia"), List.of(change)))
        .extracting(Remains::object)
        .contains("BGPConfiguration default");
  }

  @Test
  void withoutTheRightItIsAnObstacleOnlyWhereServicesAreAskedFor() {
    CalicoReading reading =
        new CalicoReading(
            new ObjectReading(List.of(), List.of()),
            Optional.empty(),
            CalicoRouterId.unread(),
            false);
    assertThat(reading.obstacles(List.of(), SERVICES, false))
        .extracting(Violation::code)
        .containsExactly("calico-services-not-writable");
    assertThat(reading.obstacles(List.of(), RouterWishes.DEFAULT, false)).isEmpty();
  }
}
