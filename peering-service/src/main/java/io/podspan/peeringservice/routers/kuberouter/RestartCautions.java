package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.peeringservice.peering.router.Caution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What an operator should know before the flags of kube-router's DaemonSet are changed. */
final class RestartCautions {
  private RestartCautions() {}

  static List<Caution> of(RouterDaemonSet set) {
    List<Caution> cautions = new ArrayList<>();
    otherOwner(set)
        .ifPresent(
            owner ->
                cautions.add(
                    new Caution(
                        "managed-elsewhere",
                        "The DaemonSet is managed by "
                            + owner
                            + ", which may remove the new flags.",
                        "Add them there too.")));
    return List.copyOf(cautions);
  }

  private static Optional<String> otherOwner(RouterDaemonSet set) {
    Map<String, String> labels =
        Objects.requireNonNullElse(
            set.object().getMetadata().getLabels(), Map.<String, String>of());
    if (set.annotations().keySet().stream().anyMatch(k -> k.startsWith("argocd.argoproj.io/"))) {
      return Optional.of("Argo CD");
    }
    if (labels.keySet().stream().anyMatch(k -> k.startsWith("kustomize.toolkit.fluxcd.io/"))) {
      return Optional.of("Flux");
    }
    return Optional.ofNullable(labels.get("app.kubernetes.io/managed-by"))
        .filter(manager -> !manager.isBlank());
  }
}
