package io.podspan.lab.router;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.Json;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The status of a CiliumBGPNodeConfig, as Cilium's agent writes it ({@code
 * pkg/bgp/manager/reconciler/crd_status.go}): of each peer its state, since when, the timers that
 * hold and how many routes went which way.
 */
public final class CiliumNodeStatus {
  /** By the numbers of gobgpd's API. */
  private static final List<String> STATES =
      List.of("unknown", "idle", "connect", "active", "open_sent", "open_confirm", "established");

  private static final String ESTABLISHED = "established";
  private static final String ERROR = "BGPReconcileError";

  private CiliumNodeStatus() {}

  /**
   * Writes it into the object.
   *
   * @param neighbors what the engine says of its neighbours
   */
  public static ObjectNode write(ObjectNode nodeConfig, JsonNode neighbors, Instant now) {
    JsonNode instance = nodeConfig.at("/spec/bgpInstances/0");
    ObjectNode status = nodeConfig.withObject("/status");
    ArrayNode instances = status.putArray("bgpInstances");
    ObjectNode own = instances.addObject();
    own.set("name", instance.path("name"));
    own.set("localASN", instance.path("localASN"));
    ArrayNode peers = own.putArray("peers");
    instance.path("peers").forEach(peer -> peers.add(peer(peer, neighbors)));
    if (status.path("conditions").isEmpty()) {
      status
          .putArray("conditions")
          .addObject()
          .put("type", "cilium.io/" + ERROR)
          .put("status", "False")
          .put("observedGeneration", nodeConfig.at("/metadata/generation").asLong())
          .put("lastTransitionTime", now.toString())
          .put("reason", ERROR)
          .put("message", "");
    }
    return nodeConfig;
  }

  private static ObjectNode peer(JsonNode peer, JsonNode neighbors) {
    ObjectNode status = Json.object();
    for (String field : List.of("name", "peerAddress", "peerASN")) {
      status.set(field, peer.path(field));
    }
    StreamSupport.stream(neighbors.spliterator(), false)
        .filter(neighbor -> neighbor.at("/conf/neighbor_address").equals(peer.path("peerAddress")))
        .findFirst()
        .ifPresent(neighbor -> say(status, neighbor));
    return status;
  }

  private static void say(ObjectNode status, JsonNode neighbor) {
    String state = STATES.get(Math.floorMod(neighbor.at("/state/session_state").asInt(), 7));
    JsonNode timers = neighbor.at("/timers/state");
    status.put("peeringState", state);
    status
        .putObject("timers")
        .put("appliedHoldTimeSeconds", timers.path("negotiated_hold_time").asInt())
        .put("appliedKeepaliveSeconds", timers.path("keepalive_interval").asInt());
    if (state.equals(ESTABLISHED)) {
      status.put(
          "establishedTime",
          Instant.ofEpochSecond(timers.at("/uptime/seconds").asLong()).toString());
    }
    ArrayNode counts = status.putArray("routeCount");
    for (JsonNode family : neighbor.path("afi_safis")) {
      counts
          .addObject()
          .put("afi", family.at("/state/family/afi").asInt() == 2 ? "ipv6" : "ipv4")
          .put("safi", "unicast")
          .put("received", family.at("/state/received").asInt())
          .put("advertised", family.at("/state/advertised").asInt());
    }
  }
}
