package io.podspan.routecollector.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Listable;
import io.podspan.clusteraccess.ObjectList;
import io.podspan.clusteraccess.PodContainer;
import io.podspan.routecollector.router.RouterKind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The pods of a cluster's routers: where the kind's own manifests put them, else wherever a pod
 * runs its image. The container is the router's, also where a sidecar is listed before it.
 */
final class RouterPods {
  private static final Comparator<Found> BEST_LAST =
      Comparator.comparing((Found f) -> f.trouble() == null)
          .thenComparing(f -> f.created(), Comparator.nullsFirst(Comparator.naturalOrder()));

  private final List<String> moreNamespaces;

  /** Where the routers of a cluster were found, when not in a usual place. */
  private final Map<String, String> unusual = new ConcurrentHashMap<>();

  /**
   * @param moreNamespaces to look in, besides those of a kind's own manifests
   */
  RouterPods(List<String> moreNamespaces) {
    this.moreNamespaces = List.copyOf(moreNamespaces);
  }

  /**
   * The router of a node.
   *
   * @param start names the running container: another text after each of its starts
   * @param trouble why it does not run, null when it does
   */
  record Found(
      PodContainer container,
      String node,
      @Nullable String created,
      String start,
      @Nullable String trouble) {}

  /** By node name. One that runs goes before one that does not, a young one before an old one. */
  Map<String, Found> of(String cluster, KubernetesClient client, RouterKind kind) {
    Map<String, Found> routers = new HashMap<>();
    pods(cluster, client, kind).stream()
        .flatMap(pod -> pod.found().stream())
        .sorted(BEST_LAST)
        .forEach(found -> routers.put(found.node(), found));
    return routers;
  }

  /**
   * A pod that may be a router's.
   *
   * @param found null when it is none, or is ending
   */
  private record Candidate(@Nullable Found router) {
    Optional<Found> found() {
      return Optional.ofNullable(router);
    }

    long characters() {
      return router == null ? 1 : router.node().length() + router.start().length();
    }
  }

  private static List<Candidate> listed(Listable<PodList> pods, RouterKind kind) {
    return ObjectList.read(
        pods, pod -> new Candidate(found(pod, kind).orElse(null)), Candidate::characters);
  }

  private static List<Candidate> routersAmong(Listable<PodList> pods, RouterKind kind) {
    return ObjectList.read(
        pods, pod -> found(pod, kind).map(Candidate::new).orElse(null), Candidate::characters);
  }

  private List<Candidate> pods(String cluster, KubernetesClient client, RouterKind kind) {
    KubernetesClientException forbidden = null;
    for (String namespace : kind.namespaces()) {
      try {
        List<Candidate> pods =
            listed(client.pods().inNamespace(namespace).withLabel("k8s-app", kind.podName()), kind);
        if (!pods.isEmpty()) {
          return pods;
        }
      } catch (KubernetesClientException e) {
        forbidden = unlessForbidden(e);
      }
    }
    List<Candidate> elsewhere = elsewhere(cluster, client, kind);
    if (elsewhere.isEmpty() && forbidden != null) {
      throw forbidden;
    }
    return elsewhere;
  }

  private static KubernetesClientException unlessForbidden(KubernetesClientException e) {
    if (e.getCode() == 403) {
      return e;
    }
    throw e;
  }

  private List<Candidate> elsewhere(String cluster, KubernetesClient client, RouterKind kind) {
    String known = unusual.get(cluster);
    if (known != null) {
      List<Candidate> pods = routersIn(client, known, kind);
      if (!pods.isEmpty()) {
        return pods;
      }
    }
    for (String namespace : moreNamespaces) {
      List<Candidate> pods = routersIn(client, namespace, kind);
      if (!pods.isEmpty()) {
        return pods;
      }
    }
    return anywhere(cluster, client, kind);
  }

  private static List<Candidate> routersIn(
      KubernetesClient client, String namespace, RouterKind kind) {
    try {
      return routersAmong(client.pods().inNamespace(namespace), kind);
    } catch (KubernetesClientException e) {
      unlessForbidden(e);
      return List.of();
    }
  }

  private List<Candidate> anywhere(String cluster, KubernetesClient client, RouterKind kind) {
    try {
      List<Candidate> pods = routersAmong(client.pods().inAnyNamespace(), kind);
      pods.stream()
          .flatMap(pod -> pod.found().stream())
          .findFirst()
          .ifPresent(found -> unusual.put(cluster, found.container().namespace()));
      return pods;
    } catch (KubernetesClientException e) {
      // Without the right to look everywhere, the namespaces that are known are all there are.
      unlessForbidden(e);
      return List.of();
    }
  }

  /** Empty when the pod is no router of this kind, or is ending. */
  static Optional<Found> found(Pod pod, RouterKind kind) {
    if (pod.getSpec() == null
        || pod.getSpec().getNodeName() == null
        || pod.getSpec().getContainers() == null
        || pod.getMetadata().getDeletionTimestamp() != null
        || pod.getStatus() == null) {
      return Optional.empty();
    }
    return router(pod, kind).map(container -> found(pod, container));
  }

  /** The container that runs the router's image, else the one of the router's name. */
  private static Optional<String> router(Pod pod, RouterKind kind) {
    List<Container> containers = pod.getSpec().getContainers();
    return containers.stream()
        .filter(c -> c.getImage() != null && kind.isImage(c.getImage()))
        .findFirst()
        .or(() -> containers.stream().filter(c -> kind.podName().equals(c.getName())).findFirst())
        .map(Container::getName);
  }

  private static Found found(Pod pod, String container) {
    String name = pod.getMetadata().getName();
    ContainerStatus status = status(pod, container).orElse(null);
    String id = status == null ? null : status.getContainerID();
    return new Found(
        new PodContainer(pod.getMetadata().getNamespace(), name, container),
        pod.getSpec().getNodeName(),
        pod.getMetadata().getCreationTimestamp(),
        name + "/" + (id == null || id.isEmpty() ? pod.getMetadata().getUid() : id),
        trouble(pod, status));
  }

  private static Optional<ContainerStatus> status(Pod pod, String container) {
    List<ContainerStatus> all = pod.getStatus().getContainerStatuses();
    return all == null
        ? Optional.empty()
        : all.stream().filter(s -> container.equals(s.getName())).findFirst();
  }

  private static @Nullable String trouble(Pod pod, @Nullable ContainerStatus status) {
    String phase = pod.getStatus().getPhase();
    if (!"Running".equals(phase)) {
      return "its pod is " + (phase == null ? "in no phase" : phase);
    }
    ContainerState state = status == null ? null : status.getState();
    if (state == null || state.getRunning() != null) {
      return null;
    }
    if (state.getWaiting() != null) {
      String reason = state.getWaiting().getReason();
      return "its container waits" + (reason == null ? "" : ": " + reason);
    }
    return state.getTerminated() == null ? null : "its container has ended";
  }
}
