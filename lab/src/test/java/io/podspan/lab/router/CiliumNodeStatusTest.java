package io.podspan.lab.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.Json;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The fields are those of CiliumBGPNodeStatus; the neighbours are what gobgp 3.10 prints. */
class CiliumNodeStatusTest {
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  private static final JsonNode NEIGHBORS =
      Json.parse(
          """
          [{"conf": {"local_asn": 64512, "neighbor_address": "198.18.0.1", "peer_asn": 64512},
            "state": {"session_state": 6},
            "timers": {"state": {"keepalive_interval": 30, "negotiated_hold_time": 90,
                                 "uptime": {"seconds": 1795953600}}},
            "afi_safis": [{"state": {"family": {"afi": 1, "safi": 1}, "received": 3,
                                     "accepted": 3, "advertised": 1}}]},
           {"conf": {"neighbor_address": "198.18.0.2", "peer_asn": 64512},
            "state": {"session_state": 3}, "timers": {"state": {}}, "afi_safis": []}]
          """);

  private static ObjectNode nodeConfig() {
    return (ObjectNode)
        Json.parse(
            """
            {"metadata": {"generation": 2},
             "spec": {"bgpInstances": [{"name": "podspan", "localASN": 64512, "peers": [
               {"name": "one", "peerAddress": "198.18.0.1", "peerASN": 64512},
               {"name": "two", "peerAddress": "198.18.0.2", "peerASN": 64512},
               {"name": "unknown", "peerAddress": "198.18.0.3", "peerASN": 64512}]}]}}
            """);
  }

  @Test
  void saysOfEachPeerWhatTheAgentDoes() {
    JsonNode peers =
        CiliumNodeStatus.write(nodeConfig(), NEIGHBORS, NOON).at("/status/bgpInstances/0/peers");
    assertThat(peers.get(0))
        .isEqualTo(
            Json.parse(
                """
                {"name": "one", "peerAddress": "198.18.0.1", "peerASN": 64512,
                 "peeringState": "established",
                 "timers": {"appliedHoldTimeSeconds": 90, "appliedKeepaliveSeconds": 30},
                 "establishedTime": "2026-11-29T12:00:00Z",
                 "routeCount": [{"afi": "ipv4", "safi": "unicast", "received": 3,
                                 "advertised": 1}]}
                """));
    assertThat(peers.get(1).path("peeringState").asText()).isEqualTo("active");
    assertThat(peers.get(1).has("establishedTime")).isFalse();
    assertThat(peers.get(2).has("peeringState")).isFalse();
  }

  @Test
  void theConditionStaysAsItWas() {
    ObjectNode once = CiliumNodeStatus.write(nodeConfig(), NEIGHBORS, NOON);
    ObjectNode before = once.deepCopy();
    assertThat(CiliumNodeStatus.write(once, NEIGHBORS, NOON.plusSeconds(5))).isEqualTo(before);
    assertThat(before.at("/status/conditions/0/type").asText())
        .isEqualTo("cilium.io/BGPReconcileError");
    assertThat(before.at("/status/conditions/0/status").asText()).isEqualTo("False");
  }
}
