package io.podspan.peeringservice.routers.kuberouter;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSetUpdateStrategy;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDaemonSet;
import io.podspan.peeringservice.kubernetes.DisruptionBudgets.Budget;
import io.podspan.peeringservice.kubernetes.ObjectOwner;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.Answer.Known;
import io.podspan.peeringservice.peering.router.Answer.Unknown;
import io.podspan.peeringservice.peering.router.RouterNote;
import io.podspan.peeringservice.peering.router.RouterNote.Check;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the DaemonSet, its pods and their budgets say about restarts. Pure. */
final class RestartNotes {
  private static final String HASH = "controller-revision-hash";
  private static final String LOOK = "Look at the DaemonSet.";
  private static final int SHOWN = 4;

  private RestartNotes() {}

  /**
   * @param pods of the DaemonSet; unknown if they may not be listed
   * @param budgets that count its pods
   */
  static List<RouterNote> of(
      RouterDaemonSet set, Optional<List<Pod>> pods, Answer<List<Budget>> budgets) {
    return List.of(owner(set), versions(set, pods), strategy(set), budget(set, budgets));
  }

  private static RouterNote owner(RouterDaemonSet set) {
    Optional<String> writer = ObjectOwner.writerOf(set.object().getMetadata(), flagsPath(set));
    String written = writer.map(who -> " Its flags were last written by " + who + ".").orElse("");
    return ObjectOwner.of(set.object().getMetadata())
        .map(
            owner ->
                owner.reverts()
                    ? RouterNote.caution(
                        Check.OWNER,
                        "gitops-owner",
                        "The DaemonSet "
                            + set.shown()
                            + " belongs to "
                            + owner.name()
                            + " ("
                            + owner.sign()
                            + "), which takes changes of others back by itself."
                            + written,
                        "Add the new flags to its source too, or let it leave this field alone.")
                    : RouterNote.caution(
                        Check.OWNER,
                        "managed-elsewhere",
                        "The DaemonSet "
                            + set.shown()
                            + " is managed by "
                            + owner.name()
                            + " ("
                            + owner.sign()
                            + "), whose next run may remove the new flags."
                            + written,
                        "Add them there too."))
        .orElseGet(
            () ->
                RouterNote.pass(
                    Check.OWNER,
                    "No label, annotation or field manager of the DaemonSet "
                        + set.shown()
                        + " names a tool that would take the flags back."
                        + written));
  }

  /** Where the managed fields name the flags. */
  static List<String> flagsPath(RouterDaemonSet set) {
    return List.of(
        "f:spec",
        "f:template",
        "f:spec",
        "f:containers",
        "k:{\"name\":\"" + set.container().getName() + "\"}",
        "f:" + set.field());
  }

  private static RouterNote versions(RouterDaemonSet set, Optional<List<Pod>> pods) {
    if (pods.isEmpty()) {
      return RouterNote.unchecked(
          Check.ROUTER_VERSIONS,
          "router-versions-unchecked",
          "The pods of the DaemonSet " + set.shown() + " may not be listed.",
          "Grant the right to list pods in " + set.namespace() + ".");
    }
    SortedMap<String, Long> images =
        counted(pods.get().stream().map(pod -> image(set, pod)).toList());
    if (images.size() > 1) {
      return RouterNote.caution(
          Check.ROUTER_VERSIONS,
          "several-router-versions",
          "The nodes run several images of kube-router: "
              + shown(images)
              + ". The restart brings "
              + Objects.requireNonNullElse(set.container().getImage(), "")
              + " to all of them.",
          "Bring all nodes to one release first.");
    }
    SortedMap<String, Long> revisions =
        counted(pods.get().stream().map(RestartNotes::revision).toList());
    return revisions.size() > 1
        ? RouterNote.caution(
            Check.ROUTER_VERSIONS,
            "several-router-templates",
            "The router pods were made from several templates of the DaemonSet "
                + set.shown()
                + ": "
                + shown(revisions)
                + ". The restart brings every change since then, too.",
            "Let the DaemonSet's own update end first, or delete the older pods.")
        : RouterNote.pass(
            Check.ROUTER_VERSIONS,
            pods.get().isEmpty()
                ? "No router pod was found."
                : "All router pods run " + shown(images) + ".");
  }

  private static SortedMap<String, Long> counted(List<String> texts) {
    return texts.stream()
        .filter(text -> !text.isEmpty())
        .collect(Collectors.groupingBy(t -> t, TreeMap::new, Collectors.counting()));
  }

  private static String shown(SortedMap<String, Long> counts) {
    String first =
        counts.entrySet().stream()
            .limit(SHOWN)
            .map(e -> e.getKey() + " (" + e.getValue() + (e.getValue() == 1 ? " node)" : " nodes)"))
            .collect(Collectors.joining(", "));
    return counts.size() > SHOWN ? first + " and " + (counts.size() - SHOWN) + " more" : first;
  }

  /** What runs, by its digest where the kubelet says it: a tag can mean several images. */
  private static String image(RouterDaemonSet set, Pod pod) {
    String name = set.container().getName();
    List<ContainerStatus> statuses =
        pod.getStatus() == null || pod.getStatus().getContainerStatuses() == null
            ? List.of()
            : pod.getStatus().getContainerStatuses();
    List<Container> containers =
        pod.getSpec() == null || pod.getSpec().getContainers() == null
            ? List.of()
            : pod.getSpec().getContainers();
    String wanted =
        containers.stream()
            .filter(c -> c.getName().equals(name))
            .map(c -> Objects.requireNonNullElse(c.getImage(), ""))
            .findFirst()
            .orElse("");
    return statuses.stream()
        .filter(status -> name.equals(status.getName()))
        .map(ContainerStatus::getImageID)
        .filter(id -> id != null && id.contains("@"))
        .map(id -> wanted + " " + id.substring(id.indexOf('@') + 1))
        .findFirst()
        .orElse(wanted);
  }

  private static String revision(Pod pod) {
    Map<String, String> labels =
        Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.<String, String>of());
    return labels.getOrDefault(HASH, "");
  }

  private static RouterNote strategy(RouterDaemonSet set) {
    int unavailable = unavailable(set);
    String most = maxUnavailable(set);
    String said =
        "The DaemonSet "
            + set.shown()
            + " has the update strategy "
            + (set.onDelete() ? "OnDelete" : "RollingUpdate with maxUnavailable " + most)
            + ".";
    if (most.equals("0") && !set.onDelete()) {
      return RouterNote.caution(
          Check.UPDATE_STRATEGY,
          "max-unavailable-zero",
          said
              + " It allows no router to be away, and a restart without that is not possible on"
              + " the network of the node.",
          "Decide whether a router may be away for the seconds of its restart.");
    }
    return unavailable > 0
        ? RouterNote.caution(
            Check.UPDATE_STRATEGY,
            "routers-unavailable",
            said + " " + unavailable + " of its pods are not available already.",
            "Bring them back first. The rollout waits for each node whose turn comes.")
        : RouterNote.pass(
            Check.UPDATE_STRATEGY,
            said + " All its pods are available. Podspan holds it at OnDelete meanwhile.");
  }

  private static int unavailable(RouterDaemonSet set) {
    Integer count =
        set.object().getStatus() == null ? null : set.object().getStatus().getNumberUnavailable();
    return Objects.requireNonNullElse(count, 0);
  }

  private static String maxUnavailable(RouterDaemonSet set) {
    @Nullable DaemonSetUpdateStrategy strategy = set.object().getSpec().getUpdateStrategy();
    @Nullable RollingUpdateDaemonSet rolling =
        strategy == null ? null : strategy.getRollingUpdate();
    @Nullable IntOrString most = rolling == null ? null : rolling.getMaxUnavailable();
    return most == null || most.getValue() == null ? "1" : String.valueOf(most.getValue());
  }

  private static RouterNote budget(RouterDaemonSet set, Answer<List<Budget>> budgets) {
    return switch (budgets) {
      case Unknown<List<Budget>>(String why) ->
          RouterNote.unchecked(
              Check.DISRUPTION_BUDGET,
              "disruption-budget-unchecked",
              "The PodDisruptionBudgets in " + set.namespace() + " could not be read. " + why,
              "Run podspan clusters grant of this version again, or look at them yourself.");
      case Known<List<Budget>>(List<Budget> found, String resource) -> {
        String spent =
            found.stream()
                .filter(budget -> budget.allowed() < 1)
                .map(Budget::name)
                .limit(SHOWN)
                .collect(Collectors.joining(", "));
        yield spent.isEmpty()
            ? RouterNote.pass(
                Check.DISRUPTION_BUDGET,
                found.isEmpty()
                    ? "No PodDisruptionBudget in " + set.namespace() + " counts the router pods."
                    : "The PodDisruptionBudget "
                        + found.getFirst().name()
                        + " allows "
                        + found.getFirst().allowed()
                        + " router pods to go.")
            : RouterNote.caution(
                Check.DISRUPTION_BUDGET,
                "disruption-budget-spent",
                "The PodDisruptionBudget "
                    + spent
                    + " allows no router pod to go now ("
                    + resource
                    + "). A restart deletes the pod, which Kubernetes does not refuse because of"
                    + " a budget.",
                "Wait until the budget allows one, or change it: with a percentage it never allows"
                    + " one of a DaemonSet. "
                    + LOOK);
      }
    };
  }
}
