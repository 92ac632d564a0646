package io.podspan.peeringservice.kubernetes;

import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.podspan.peeringservice.peering.Placement;
import io.podspan.peeringservice.peering.Placement.Requirement;
import io.podspan.peeringservice.peering.Placement.Term;
import io.podspan.peeringservice.peering.Placement.Toleration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which nodes a DaemonSet wants a pod on, out of its pod template. */
public final class Placements {
  /**
   * What the DaemonSet controller adds to each pod, and two more: a node that becomes NotReady
   * keeps the pod that it has. Whether it is Ready is asked apart.
   */
  private static final List<Toleration> ADDED =
      List.of(
          new Toleration("node.kubernetes.io/not-ready", "Exists", "", "NoExecute"),
          new Toleration("node.kubernetes.io/unreachable", "Exists", "", "NoExecute"),
          new Toleration("node.kubernetes.io/not-ready", "Exists", "", "NoSchedule"),
          new Toleration("node.kubernetes.io/unreachable", "Exists", "", "NoSchedule"),
          new Toleration("node.kubernetes.io/disk-pressure", "Exists", "", "NoSchedule"),
          new Toleration("node.kubernetes.io/memory-pressure", "Exists", "", "NoSchedule"),
          new Toleration("node.kubernetes.io/pid-pressure", "Exists", "", "NoSchedule"),
          new Toleration("node.kubernetes.io/unschedulable", "Exists", "", "NoSchedule"));

  private static final Toleration ADDED_ON_HOST_NETWORK =
      new Toleration("node.kubernetes.io/network-unavailable", "Exists", "", "NoSchedule");

  private Placements() {}

  public static Placement of(DaemonSet set) {
    PodSpec spec = set.getSpec().getTemplate().getSpec();
    List<Toleration> tolerations = new ArrayList<>(ADDED);
    if (Boolean.TRUE.equals(spec.getHostNetwork())) {
      tolerations.add(ADDED_ON_HOST_NETWORK);
    }
    list(spec.getTolerations())
        .forEach(
            t ->
                tolerations.add(
                    new Toleration(
                        text(t.getKey()),
                        text(t.getOperator()),
                        text(t.getValue()),
                        text(t.getEffect()))));
    return new Placement(
        Objects.requireNonNullElse(spec.getNodeSelector(), Map.of()), terms(spec), tolerations);
  }

  private static List<Term> terms(PodSpec spec) {
    if (spec.getAffinity() == null || spec.getAffinity().getNodeAffinity() == null) {
      return List.of();
    }
    NodeSelector required =
        spec.getAffinity().getNodeAffinity().getRequiredDuringSchedulingIgnoredDuringExecution();
    return required == null
        ? List.of()
        : list(required.getNodeSelectorTerms()).stream().map(Placements::term).toList();
  }

  private static Term term(NodeSelectorTerm term) {
    return new Term(
        list(term.getMatchExpressions()).stream().map(Placements::requirement).toList(),
        list(term.getMatchFields()).stream().map(Placements::requirement).toList());
  }

  private static Requirement requirement(NodeSelectorRequirement requirement) {
    return new Requirement(
        text(requirement.getKey()), text(requirement.getOperator()), list(requirement.getValues()));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static <T> List<T> list(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
