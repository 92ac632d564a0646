package io.podspan.probeservice.paths;

import io.podspan.addresses.IpAddress;
import io.podspan.probeservice.ends.End;
import io.podspan.probeservice.ends.Why;
import io.podspan.probeservice.measure.PodListing;
import io.podspan.probeservice.measure.PodListing.Listed;
import io.podspan.probeservice.measure.PodListing.Unavailable;
import io.podspan.probeservice.measure.Pods;
import io.podspan.probeservice.measure.ProbePod;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which pod measures for an end. */
sealed interface Source {
  /** This one. */
  record Runs(ProbePod pod) implements Source {}

  /** None. */
  record Cannot(Why why) implements Source {}

  /** A pod for itself; for a node, a probe pod on it. */
  static Source of(End from, Pods pods) {
    return switch (from.kind()) {
      case POD, CLUSTER -> pod(from);
      case NODE -> onNode(from, pods);
      case SERVICE, ADDRESS -> new Cannot(Obstacles.noSource(from));
    };
  }

  private static Source pod(End pod) {
    return pod(pod, pod.addresses().stream().findFirst().orElse(null));
  }

  /**
   * As one that commands may run in.
   *
   * @param address the one of its addresses that counts, null where it has none
   */
  static Source pod(End pod, @Nullable IpAddress address) {
    if (pod.hostNetwork()) {
      return new Cannot(Obstacles.hostNetwork(pod));
    }
    if (!"Running".equals(pod.phase())) {
      return new Cannot(Obstacles.notRunning(pod));
    }
    if (pod.container() == null) {
      return new Cannot(Obstacles.noContainer(pod));
    }
    if (address == null) {
      return new Cannot(Obstacles.noAddress(pod));
    }
    return new Runs(
        new ProbePod(
            Objects.requireNonNull(pod.namespace()),
            Objects.requireNonNull(pod.name()),
            Objects.requireNonNullElse(pod.node(), ""),
            pod.container(),
            address));
  }

  private static Source onNode(End node, Pods pods) {
    PodListing listing =
        pods.onNode(Objects.requireNonNull(node.cluster()), Objects.requireNonNull(node.name()));
    return switch (listing) {
      case Unavailable(var cause) -> new Cannot(Why.of(cause));
      case Listed listed -> {
        Optional<ProbePod> there =
            listed.pods().stream().filter(pod -> pod.node().equals(node.name())).findFirst();
        yield there.<Source>map(Runs::new).orElseGet(() -> new Cannot(Obstacles.noPodOnNode(node)));
      }
    };
  }
}
