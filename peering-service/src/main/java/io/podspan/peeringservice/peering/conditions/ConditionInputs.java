package io.podspan.peeringservice.peering.conditions;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.drift.DriftState;
import io.podspan.peeringservice.peering.rollout.Rollout;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the conditions of one interconnect follow from.
 *
 * @param rollouts of this interconnect, newest first
 * @param drifts by cluster, whether what they wrote is there still
 */
public record ConditionInputs(
    Interconnect interconnect,
    DeclaredIntent intent,
    List<Rollout> rollouts,
    ObservedState observed,
    Map<String, DriftState> drifts) {
  /** The reason of what is so because routers announce only. */
  static final String ADVERTISE_ONLY = "AdvertiseOnly";

  List<Cluster> clusters() {
    return intent.clustersOf(interconnect);
  }

  /** The newest rollout of a cluster that still says something. */
  Optional<Rollout> last(String cluster) {
    return Rollout.last(rollouts.stream().filter(r -> !isOfNodesThatAreGone(r)).toList(), cluster);
  }

  /** An autoscaler takes away what it added, also a node that could not be peered with. */
  private boolean isOfNodesThatAreGone(Rollout rollout) {
    return rollout.onlyLate()
        && rollout.state().ended()
        && clusters().stream()
            .filter(cluster -> cluster.name().equals(rollout.cluster()))
            .noneMatch(c -> rollout.steps().stream().anyMatch(step -> c.has(step.node())));
  }

  /** The clusters whose routers announce only. */
  List<String> advertisers() {
    return clusters().stream().filter(Cluster::advertiseOnly).map(Cluster::name).toList();
  }

  /** Whether this reflector has taken over the present revision, as far as we heard. */
  boolean inForce(Reflector reflector) {
    return observed
            .revisions()
            .getOrDefault(reflector.name(), Map.of())
            .getOrDefault(interconnect.name(), 0L)
        >= interconnect.revision();
  }

  /** Names of the reflectors that have not taken it over. */
  List<String> reflectorsBehind() {
    return interconnect.reflectors().stream()
        .filter(r -> !inForce(r))
        .map(Reflector::name)
        .toList();
  }

  /** At most three of them, in words. */
  static String some(List<String> all) {
    int shown = Math.min(3, all.size());
    String text = String.join("; ", all.subList(0, shown));
    return all.size() > shown ? text + "; and " + (all.size() - shown) + " more" : text;
  }
}
