package io.podspan.peeringservice.routers.calico;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.podspan.peeringservice.peering.Reflector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Peers that somebody made by hand, beside the one that Podspan wants. */
class BgpPeerTest {
  private static BgpPeer peer(String spec) {
    return BgpPeer.of(
        Serialization.unmarshal(
            """
            apiVersion: crd.projectcalico.org/v1
            kind: BGPPeer
            metadata: {name: by-hand}
            spec: {%s}
            """
                .formatted(spec),
            GenericKubernetesResource.class));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "peerIP: '192.0.2.1', asNumber: 64512",
        "peerIP: '192.0.2.1:179', asNumber: 64512",
        "peerIP: '192.0.2.1', asNumber: '64512'",
        "peerIP: '192.0.2.1', asNumber: 64512, nodeSelector: ' all() '",
        "peerIP: '192.0.2.1', asNumber: '0.64512', keepOriginalNextHop: false, filters: []",
      })
  void isTheOneThatIsWanted(String spec) {
    assertThat(peer(spec).is(REFLECTOR)).isTrue();
    assertThat(peer(spec).difference(REFLECTOR)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "asNumber: 65000, nodeSelector: all() | AS number 65000",
        "asNumber: AS64512                    | no AS number that can be read",
        "asNumber: 64512, node: paris-1       | node",
        "asNumber: 64512, nodeSelector: 'rack == \"1\"' | nodeSelector",
        "asNumber: 64512, filters: [none]     | filters",
        "asNumber: 64512, password: {secretKeyRef: {name: a, key: b}} | password",
        "asNumber: 64512, keepOriginalNextHop: true | keepOriginalNextHop",
        "asNumber: 64512, sourceAddress: None | sourceAddress",
      })
  void isAnotherOneAtTheSameAddress(String spec, String difference) {
    BgpPeer peer = peer("peerIP: '192.0.2.1', " + spec);
    assertThat(peer.isAt(REFLECTOR)).isTrue();
    assertThat(peer.difference(REFLECTOR))
        .hasValueSatisfying(d -> assertThat(d).contains(difference));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "filters: [podspan-interconnects]         | true",
        "filters: [theirs, podspan-interconnects] | true",
        "filters: [podspan-interconnects-2]       | false",
        "filters: []                              | false",
        "asNumber: 64512                          | false",
      })
  void isFilteredWhereOurFilterIsAmongItsOwn(String spec, boolean filtered) {
    assertThat(peer(spec).filtered()).isEqualTo(filtered);
  }

  @ParameterizedTest
  @CsvSource({
    "'[fd00::1]:1790', fd00::1, 1790",
    "'fd00:0::1', fd00::1, 179",
    "'[fd00::1]', fd00::1, 179",
    "'192.0.2.1:1790', 192.0.2.1, 1790",
  })
  void readsThePortInTheAddress(String peerIp, String address, int port) {
    BgpPeer peer = peer("asNumber: 64512, peerIP: '" + peerIp + "'");
    assertThat(peer.is(new Reflector("r", address, port, 64512))).isTrue();
    assertThat(peer.is(new Reflector("r", address, port + 1, 64512))).isFalse();
  }
}
