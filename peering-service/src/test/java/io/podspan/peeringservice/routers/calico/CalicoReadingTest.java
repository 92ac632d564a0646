package io.podspan.peeringservice.routers.calico;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.Answer.Known;
import io.podspan.peeringservice.peering.router.Answer.Unknown;
import io.podspan.peeringservice.peering.router.RouterNote;
import io.podspan.peeringservice.peering.router.RouterNote.Check;
import io.podspan.peeringservice.peering.router.RouterNote.Verdict;
import io.podspan.peeringservice.peering.router.RouterTraits.OffSubnet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Calico's objects say to the checks of preflight. */
class CalicoReadingTest {
  private static CalicoReading with(String spec) {
    return new CalicoReading(
        new ObjectReading(List.of(), List.of()),
        Optional.of(
            Serialization.unmarshal(
                "---\n{kind: BGPConfiguration, apiVersion: v1, metadata: {name: default}, spec: "
                    + spec
                    + "}",
                GenericKubernetesResource.class)),
        identifier("[]"),
        true);
  }

  private static CalicoRouterId identifier(String env) {
    return CalicoRouterId.of(
        Serialization.unmarshal("---\n{name: calico-node, env: " + env + "}", Container.class));
  }

  private static Answer<String> id(String env, String node) {
    return identifier(env).of(new Node(node, "198.18.3.1", List.of()));
  }

  @Test
  void answersEveryQuestionThatIsNotOfItsObjects() {
    assertThat(with("{}").notes())
        .allSatisfy(note -> assertThat(note.verdict()).isEqualTo(Verdict.PASS))
        .extracting(RouterNote::check)
        .contains(
            Check.ROUTER_VERSIONS,
            Check.OWNER,
            Check.UPDATE_STRATEGY,
            Check.DISRUPTION_BUDGET,
            Check.ADMIN_PORT,
            Check.COMMUNITIES);
    assertThat(with("{}").traits().offSubnet().is(OffSubnet.ROUTED)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | false",
        "{serviceClusterIPs: []} | false",
        "{serviceClusterIPs: [{cidr: 10.96.0.0/12}]} | true",
        "{serviceLoadBalancerIPs: [{cidr: 192.0.2.0/24}]} | true",
      })
  void servicesAreAnnouncedByTheConfiguration(String spec, boolean announced) {
    assertThat(with(spec).traits().announcesServices().is(announced)).isTrue();
  }

  @Test
  void aCommunityThatKeepsRoutesBackIsACaution() {
    String spec =
        "{communities: [{name: quiet, value: '65535:65282'}],"
            + " prefixAdvertisements: [{cidr: 10.3.0.0/16, communities: [quiet]}]}";
    assertThat(with(spec).notes())
        .filteredOn(note -> note.check() == Check.COMMUNITIES)
        .extracting(RouterNote::code)
        .containsExactly("community-forbids");
  }

  @Test
  void aNodeThatReflectsRoutesIsACaution() {
    NodeReading node =
        new NodeReading(
            "tokyo-1",
            "198.18.3.1",
            List.of(),
            true,
            Map.of("projectcalico.org/RouteReflectorClusterID", "244.0.0.1"));
    assertThat(with("{}").notesOn(List.of(node)))
        .extracting(RouterNote::code)
        .containsExactly("node-reflects-routes");
  }

  @Test
  void theIdentifierIsTheAddressUnlessTheVariableSaysMore() {
    assertThat(id("[]", "n")).isEqualTo(new Known<>("198.18.3.1", "the address of the node"));
    assertThat(id("[{name: CALICO_ROUTER_ID, value: 192.0.2.7}]", "n"))
        .isEqualTo(new Known<>("192.0.2.7", "the variable CALICO_ROUTER_ID"));
    assertThat(
            id(
                "[{name: CALICO_ROUTER_ID, valueFrom: {fieldRef: {fieldPath: status.hostIP}}}]",
                "n"))
        .isInstanceOf(Unknown.class);
  }

  /** The first four octets of what sha256sum prints; 247 is moved out of the multicast range. */
  @ParameterizedTest
  @CsvSource({"paris-1, 83.210.217.143", "tokyo-worker-3, 215.19.60.40"})
  void aHashedIdentifierIsTheOneThatCalicoMakes(String node, String id) {
    assertThat(id("[{name: CALICO_ROUTER_ID, value: hash}]", node))
        .isEqualTo(new Known<>(id, "the variable CALICO_ROUTER_ID=hash"));
  }
}
