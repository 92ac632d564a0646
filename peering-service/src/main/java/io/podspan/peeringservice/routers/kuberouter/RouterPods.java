package io.podspan.peeringservice.routers.kuberouter;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.podspan.clusteraccess.ObjectList;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.peering.Access;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The pods of kube-router's DaemonSet. */
final class RouterPods {
  private static final String HASH = "controller-revision-hash";

  private final ClusterCalls calls;

  RouterPods(ClusterCalls calls) {
    this.calls = calls;
  }

  List<Pod> all(Access access, RouterDaemonSet set) {
    return calls.ask(access, "list", "pods in " + set.namespace(), selectedBy(set)).stream()
        .filter(pod -> isOf(set, pod))
        .toList();
  }

  /** The nodes that have one, terminating or not; empty when the credentials may not list pods. */
  Optional<Set<String>> nodes(Access access, RouterDaemonSet set) {
    return listed(access, set)
        .map(
            found ->
                found.stream()
                    .map(pod -> pod.getSpec().getNodeName())
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet()));
  }

  /** All of them; empty when the credentials may not list pods. */
  Optional<List<Pod>> allReadable(Access access, RouterDaemonSet set) {
    return listed(access, set);
  }

  private Optional<List<Pod>> listed(Access access, RouterDaemonSet set) {
    return calls
        .askOptional(access, "list", "pods in " + set.namespace(), selectedBy(set))
        .map(found -> found.stream().filter(pod -> isOf(set, pod)).toList());
  }

  private static Function<KubernetesClient, List<Pod>> selectedBy(RouterDaemonSet set) {
    return client ->
        ObjectList.read(
            client.pods().inNamespace(set.namespace()).withLabels(set.selector()),
            ThinPod::of,
            ThinPod::characters);
  }

  /** Of this node alone: a cluster may have thousands of them. */
  List<Pod> allOn(Access access, RouterDaemonSet set, String node) {
    return calls
        .ask(
            access,
            "list",
            "pods in " + set.namespace(),
            client ->
                ObjectList.read(
                    client
                        .pods()
                        .inNamespace(set.namespace())
                        .withLabels(set.selector())
                        .withField("spec.nodeName", node),
                    ThinPod::of,
                    ThinPod::characters))
        .stream()
        .filter(pod -> isOf(set, pod))
        .toList();
  }

  /** The pod of a node, unless it is terminating. */
  Optional<Pod> on(Access access, RouterDaemonSet set, String node) {
    return allOn(access, set, node).stream()
        .filter(p -> p.getMetadata().getDeletionTimestamp() == null)
        .findFirst();
  }

  private static boolean isOf(RouterDaemonSet set, HasMetadata object) {
    String owner = set.object().getMetadata().getUid();
    return object.getMetadata().getOwnerReferences().isEmpty()
        || object.getMetadata().getOwnerReferences().stream()
            .anyMatch(reference -> Objects.equals(owner, reference.getUid()));
  }

  /** Whether the pod was made from the newest template. */
  boolean isCurrent(Access access, RouterDaemonSet set, Pod pod) {
    return isCurrent(newestHash(access, set), set, pod);
  }

  /** Those that were not made from the newest template, which is asked for once. */
  List<Pod> outdated(Access access, RouterDaemonSet set) {
    Optional<String> newest = newestHash(access, set);
    return all(access, set).stream().filter(pod -> !isCurrent(newest, set, pod)).toList();
  }

  private static boolean isCurrent(Optional<String> newest, RouterDaemonSet set, Pod pod) {
    Map<String, String> labels =
        Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.<String, String>of());
    return newest.isPresent()
        ? newest.get().equals(labels.get(HASH))
        : set.flags().equals(set.flagsOf(pod));
  }

  private Optional<String> newestHash(Access access, RouterDaemonSet set) {
    return calls
        .ask(
            access,
            "list",
            "controllerrevisions.apps in " + set.namespace(),
            client ->
                ObjectList.whole(
                    client
                        .apps()
                        .controllerRevisions()
                        .inNamespace(set.namespace())
                        .withLabels(set.selector())))
        .stream()
        .filter(revision -> isOf(set, revision))
        .max(Comparator.comparingLong(ControllerRevision::getRevision))
        .map(revision -> revision.getMetadata().getLabels().get(HASH));
  }

  /** Deletes the pod with this uid. A new pod of the same name is left alone. */
  void delete(Access access, String namespace, String name, String uid) {
    String path = "/api/v1/namespaces/" + namespace + "/pods/" + name;
    try {
      calls.unlessGone(
          access,
          "delete",
          "pods in " + namespace,
          client ->
              client.raw(
                  path,
                  "DELETE",
                  new DeleteOptionsBuilder()
                      .withApiVersion("v1")
                      .withNewPreconditions()
                      .withUid(uid)
                      .endPreconditions()
                      .build()));
    } catch (ClusterCalls.ConflictException e) {
      // The pod of this name has another uid, so the one to delete is gone.
    }
  }

  /** Whether it is on a node and its containers run. */
  static boolean runs(Pod pod) {
    return pod.getSpec() != null
        && pod.getSpec().getNodeName() != null
        && pod.getMetadata().getDeletionTimestamp() == null
        && pod.getStatus() != null
        && "Running".equals(pod.getStatus().getPhase());
  }

  static boolean isReady(Pod pod) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  static String whyNotReady(Pod pod) {
    String name = pod.getMetadata().getName();
    if (pod.getStatus() == null) {
      return "the pod " + name + " has no status";
    }
    return Objects.requireNonNullElse(
            pod.getStatus().getContainerStatuses(), List.<ContainerStatus>of())
        .stream()
        .filter(s -> s.getState() != null && s.getState().getWaiting() != null)
        .map(s -> s.getState().getWaiting().getReason())
        .filter(Objects::nonNull)
        .findFirst()
        .map(reason -> "the pod " + name + " is waiting: " + reason)
        .orElse("the pod " + name + " is " + pod.getStatus().getPhase() + " and not Ready");
  }
}
