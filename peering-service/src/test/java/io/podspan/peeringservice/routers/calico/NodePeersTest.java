package io.podspan.peeringservice.routers.calico;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class NodePeersTest {
  private static GenericKubernetesResource peer(String spec) {
    return Serialization.unmarshal(
        """
        apiVersion: crd.projectcalico.org/v1
        kind: BGPPeer
        metadata:
          name: podspan-asia-reflector
          uid: u
          resourceVersion: "7"
          labels: {podspan.io/interconnect: asia}
        spec: {%s}
        """
            .formatted(spec),
        GenericKubernetesResource.class);
  }

  @Test
  void isThePeerThatItStandsInForInAllButTheNodes() {
    GenericKubernetesResource ofNode =
        NodePeers.of(
            peer(
                "peerIP: '192.0.2.1:1790', asNumber: 64512, nodeSelector: all(), maxRestartTime:"
                    + " 90s, password: {secretKeyRef: {name: a, key: b}}"),
            "tokyo-1");
    assertThat(ofNode.getAdditionalProperties().get("spec").toString())
        .isEqualTo(
            "{asNumber=64512, maxRestartTime=90s, node=tokyo-1,"
                + " password={secretKeyRef={name=a, key=b}}, peerIP=192.0.2.1:1790}");
    assertThat(ofNode.getMetadata().getLabels()).containsEntry("podspan.io/interconnect", "asia");
    assertThat(ofNode.getMetadata().getUid()).isNull();
    assertThat(ofNode.getMetadata().getResourceVersion()).isNull();
    assertThat(NodePeers.standsInFor(ofNode.getMetadata().getName()))
        .isEqualTo("podspan-asia-reflector");
  }

  @Test
  void longNamesOfNodesStayApart() {
    String long1 = "n".repeat(250) + "1";
    String long2 = "n".repeat(250) + "2";
    assertThat(NodePeers.name("podspan-asia-reflector", long1))
        .hasSize(253)
        .isNotEqualTo(NodePeers.name("podspan-asia-reflector", long2));
    assertThat(NodePeers.name("p", "tokyo-1.example.org")).isEqualTo("p.tokyo-1.example.org");
  }
}
