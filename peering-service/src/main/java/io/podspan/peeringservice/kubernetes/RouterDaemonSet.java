package io.podspan.peeringservice.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.podspan.peeringservice.peering.PeerFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A router's DaemonSet, and what counts of it here.
 *
 * @param object as it was read
 * @param index which of its containers routes
 */
record RouterDaemonSet(DaemonSet object, int index) {
  static final String NAMESPACE = "kube-system";

  /**
   * Where the update strategy from before our rollout is remembered, as JSON. It is on the
   * DaemonSet itself (not on its template: that would restart pods), so it outlives our database.
   */
  static final String FORMER_STRATEGY = "podspan.io/former-update-strategy";

  /** The container of this name, else the only one. */
  static @Nullable RouterDaemonSet of(DaemonSet object, String container) {
    List<Container> containers = object.getSpec().getTemplate().getSpec().getContainers();
    for (int i = 0; i < containers.size(); i++) {
      if (container.equals(containers.get(i).getName())) {
        return new RouterDaemonSet(object, i);
      }
    }
    return containers.size() == 1 ? new RouterDaemonSet(object, 0) : null;
  }

  Container container() {
    return object.getSpec().getTemplate().getSpec().getContainers().get(index);
  }

  /** Where the flags stand: in the args, unless all of it is the command. */
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

  /** Of one of its pods. */
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

  /** The update strategy as JSON; where a rollout of ours was left in between, the former one. */
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

  /** What is unwise about restarting its pods, for people. */
  List<String> cautions() {
    List<String> cautions = new ArrayList<>();
    String image = Objects.requireNonNullElse(container().getImage(), "");
    String version = Images.version(image);
    if ("Always".equals(container().getImagePullPolicy()) && version == null) {
      cautions.add(
          "The image "
              + image
              + " has no version and is pulled at each start: a restarted router"
              + " may be another release.");
    }
    String owner = otherOwner();
    if (owner != null) {
      cautions.add(
          "The DaemonSet is kept by "
              + owner
              + ", which may take the new flags away again: put"
              + " them there too.");
    }
    if (!PeerFlags.value(flags(), "--enable-pod-egress").filter("false"::equals).isPresent()
        && !flags().contains("--enable-pod-egress=false")) {
      cautions.add(
          "kube-router masquerades pods' addresses towards other clusters unless it runs with"
              + " --enable-pod-egress=false: they will see node addresses.");
    }
    return cautions;
  }

  private @Nullable String otherOwner() {
    Map<String, String> labels =
        Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.<String, String>of());
    if (annotations().keySet().stream().anyMatch(k -> k.startsWith("argocd.argoproj.io/"))) {
      return "Argo CD";
    }
    if (labels.keySet().stream().anyMatch(k -> k.startsWith("kustomize.toolkit.fluxcd.io/"))) {
      return "Flux";
    }
    String manager = labels.get("app.kubernetes.io/managed-by");
    return manager == null || manager.isBlank() ? null : manager;
  }
}
