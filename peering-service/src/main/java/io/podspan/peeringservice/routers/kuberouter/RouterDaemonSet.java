package io.podspan.peeringservice.routers.kuberouter;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.podspan.peeringservice.kubernetes.DaemonSets;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterFaultException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * kube-router's DaemonSet.
 *
 * @param object as it was read
 * @param index which of its containers routes
 */
record RouterDaemonSet(DaemonSet object, int index) {
  /** The name of the DaemonSet, and of the container in it that routes. */
  static final String NAME = "kube-router";

  /**
   * The annotation that holds the update strategy from before our rollout, as JSON. It is on the
   * DaemonSet itself, so it survives the loss of our database. It is not on the pod template, where
   * it would restart pods.
   */
  static final String FORMER_STRATEGY = "podspan.io/former-update-strategy";

  /**
   * Out of the DaemonSet.
   *
   * @throws ClusterFaultException if none of its containers is the one that routes
   */
  static RouterDaemonSet of(DaemonSet object) {
    return DaemonSets.routerIndex(object, NAME)
        .map(index -> new RouterDaemonSet(object, index))
        .orElseThrow(
            () ->
                new ClusterFaultException(
                    new ClusterFault.Rejected(
                        "The DaemonSet kube-system/"
                            + NAME
                            + " has several containers, and none of them is named "
                            + NAME
                            + ".")));
  }

  String name() {
    return object.getMetadata().getName();
  }

  Container container() {
    return object.getSpec().getTemplate().getSpec().getContainers().get(index);
  }

  /** Where the flags are: in the args, or in the command if there are no args. */
  String field() {
    return args().isEmpty() && command().stream().anyMatch(c -> c.startsWith("--"))
        ? "command"
        : "args";
  }

  List<String> flags() {
    return field().equals("command") ? command() : args();
  }

  private List<String> args() {
    return Objects.requireNonNullElse(container().getArgs(), List.of());
  }

  private List<String> command() {
    return Objects.requireNonNullElse(container().getCommand(), List.of());
  }

  /** The flags that one of its pods runs with. */
  List<String> flagsOf(Pod pod) {
    return pod.getSpec().getContainers().stream()
        .filter(c -> c.getName().equals(container().getName()))
        .findFirst()
        .map(c -> field().equals("command") ? c.getCommand() : c.getArgs())
        .filter(Objects::nonNull)
        .orElse(List.of());
  }

  Map<String, String> selector() {
    return Objects.requireNonNullElse(
        object.getSpec().getSelector().getMatchLabels(), Map.<String, String>of());
  }

  boolean onDelete() {
    return object.getSpec().getUpdateStrategy() != null
        && "OnDelete".equals(object.getSpec().getUpdateStrategy().getType());
  }

  /** The update strategy as JSON; if a rollout of ours has not ended, the one from before it. */
  String strategy() {
    String remembered = annotations().get(FORMER_STRATEGY);
    if (remembered != null) {
      return remembered;
    }
    return object.getSpec().getUpdateStrategy() == null
        ? "{\"type\":\"RollingUpdate\"}"
        : Serialization.asJson(object.getSpec().getUpdateStrategy());
  }

  Map<String, String> annotations() {
    return Objects.requireNonNullElse(
        object.getMetadata().getAnnotations(), Map.<String, String>of());
  }

  /** Whether the controller has seen the newest template. */
  boolean observed() {
    Long generation = object.getMetadata().getGeneration();
    Long seen = object.getStatus() == null ? null : object.getStatus().getObservedGeneration();
    return generation == null || seen == null || seen >= generation;
  }
}
