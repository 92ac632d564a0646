package io.podspan.lab.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.Json;
import java.util.List;
import java.util.UUID;

/** The status of a pod with one container, as a kubelet reports it. */
final class PodStatus {
  private PodStatus() {}

  static boolean isReady(JsonNode pod) {
    for (JsonNode condition : pod.at("/status/conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText().equals("True");
      }
    }
    return false;
  }

  static ObjectNode running(ObjectNode pod, String hostAddress, String address, int restarts) {
    ObjectNode status = base(pod, "Running", true, hostAddress, address);
    ObjectNode container = container(pod, status, true, restarts);
    container.put("containerID", "containerd://" + UUID.randomUUID());
    container.putObject("state").putObject("running").put("startedAt", ClusterObjects.now());
    return status;
  }

  /** A volume of it is not there yet. */
  static ObjectNode creating(ObjectNode pod, String hostAddress) {
    ObjectNode status = base(pod, "Pending", false, hostAddress, hostAddress);
    container(pod, status, false, 0)
        .putObject("state")
        .putObject("waiting")
        .put("reason", "ContainerCreating");
    return status;
  }

  /** Its process ended; the kubelet starts it again after the back-off. */
  static ObjectNode crashed(
      ObjectNode pod, String hostAddress, String address, int restarts, int exitCode, long wait) {
    ObjectNode status = base(pod, "Running", false, hostAddress, address);
    ObjectNode container = container(pod, status, false, restarts);
    String name = pod.at("/metadata/name").asText();
    container
        .putObject("state")
        .putObject("waiting")
        .put("reason", "CrashLoopBackOff")
        .put(
            "message",
            "back-off %ds restarting failed container=%s pod=%s"
                .formatted(wait, container.path("name").asText(), name));
    container
        .putObject("lastState")
        .putObject("terminated")
        .put("exitCode", exitCode)
        .put("reason", exitCode == 0 ? "Completed" : "Error")
        .put("finishedAt", ClusterObjects.now());
    return status;
  }

  private static ObjectNode base(
      ObjectNode pod, String phase, boolean ready, String hostAddress, String address) {
    ObjectNode status = Json.object().put("phase", phase).put("hostIP", hostAddress);
    status.put("podIP", address).putArray("podIPs").addObject().put("ip", address);
    String started = pod.at("/status/startTime").asText(ClusterObjects.now());
    status.put("startTime", started.isEmpty() ? ClusterObjects.now() : started);
    ArrayNode conditions = status.putArray("conditions");
    for (String type : List.of("PodScheduled", "Initialized", "ContainersReady", "Ready")) {
      boolean holds = ready || type.equals("PodScheduled") || type.equals("Initialized");
      ObjectNode condition = conditions.addObject().put("type", type);
      condition.put("status", holds ? "True" : "False");
      condition.put("lastTransitionTime", ClusterObjects.now());
      if (!holds) {
        condition.put("reason", "ContainersNotReady");
      }
    }
    return status;
  }

  private static ObjectNode container(
      ObjectNode pod, ObjectNode status, boolean ready, int restarts) {
    JsonNode container = pod.at("/spec/containers/0");
    return status
        .putArray("containerStatuses")
        .addObject()
        .put("name", container.path("name").asText())
        .put("image", container.path("image").asText())
        .put("ready", ready)
        .put("started", ready)
        .put("restartCount", restarts);
  }
}
