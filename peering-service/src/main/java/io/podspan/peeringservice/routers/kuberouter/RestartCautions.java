package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.peeringservice.kubernetes.DaemonSets;
import io.podspan.peeringservice.peering.router.Caution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What an operator should know before kube-router's pods restart with other flags. */
final class RestartCautions {
  private RestartCautions() {}

  static List<Caution> of(RouterDaemonSet set) {
    List<Caution> cautions = new ArrayList<>();
    String image = Objects.requireNonNullElse(set.container().getImage(), "");
    if ("Always".equals(set.container().getImagePullPolicy())
        && DaemonSets.version(image).isEmpty()) {
      cautions.add(
          new Caution(
              "unpinned-image",
              "The image "
                  + image
                  + " has no version tag and is pulled at each start. A restart may bring another"
                  + " release of kube-router.",
              "Set a version tag first."));
    }
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
    if (!"false".equals(PeerFlags.value(set.flags(), "--enable-pod-egress").orElse(""))) {
      cautions.add(
          new Caution(
              "pods-masqueraded",
              "kube-router masquerades traffic from pods to other clusters. The other clusters see"
                  + " node addresses instead of pod addresses.",
              "Run it with --enable-pod-egress=false if they should see pod addresses."));
    }
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
