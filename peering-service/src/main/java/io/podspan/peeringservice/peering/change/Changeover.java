package io.podspan.peeringservice.peering.change;

import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Leaving;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.change.ClusterStep.Change;
import io.podspan.peeringservice.peering.change.ClusterStep.Join;
import io.podspan.peeringservice.peering.change.ClusterStep.Leave;
import io.podspan.peeringservice.peering.change.ClusterStep.Stay;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.Turnover;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The way from what is rolled out to what is wanted: the next step of each cluster. Pure.
 *
 * @param steps by cluster, in the order of the interconnect; those that leave come last
 * @param leaving what reflectors have to keep for now
 */
public record Changeover(Map<String, ClusterStep> steps, Leaving leaving) {
  public Changeover {
    steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
  }

  /**
   * @param wanted with all in {@link Interconnect#leaving} that may be leaving
   * @param newestFirst all rollouts of the interconnect
   */
  public static Changeover of(Interconnect wanted, List<Rollout> newestFirst) {
    Map<String, RolledOut> present = new LinkedHashMap<>();
    wanted.members().forEach(c -> present.put(c, RolledOut.of(newestFirst, c)));
    Set<Reflector> carrying = carrying(wanted, present);
    Map<String, ClusterStep> steps = new LinkedHashMap<>();
    for (String cluster : wanted.clusters()) {
      steps.put(
          cluster,
          step(
              wanted.reflectors(),
              present.getOrDefault(cluster, RolledOut.NOTHING),
              !carrying.isEmpty()));
    }
    for (String cluster : wanted.leaving().clusters()) {
      Set<Reflector> there = present.getOrDefault(cluster, RolledOut.NOTHING).somewhere();
      if (!there.isEmpty()) {
        steps.put(cluster, new Leave(List.copyOf(there)));
      }
    }
    return new Changeover(steps, leaving(wanted, present));
  }

  /** The wanted reflectors that every joined cluster peers with on all nodes, by whatever key. */
  private static Set<Reflector> carrying(Interconnect wanted, Map<String, RolledOut> present) {
    Set<Reflector> carrying = new LinkedHashSet<>(wanted.reflectors());
    wanted.clusters().stream()
        .map(cluster -> present.getOrDefault(cluster, RolledOut.NOTHING).everywhere())
        .filter(there -> !there.isEmpty())
        .forEach(there -> carrying.removeIf(one -> there.stream().noneMatch(one::isSame)));
    return carrying;
  }

  /**
   * @param carried whether the joined clusters reach each other without any former reflector
   */
  private static ClusterStep step(List<Reflector> wanted, RolledOut now, boolean carried) {
    List<Reflector> former = without(now.somewhere(), wanted);
    if (now.everywhere().isEmpty()) {
      return new Join(wanted, new Turnover(List.of(), former));
    }
    boolean complete = now.everywhere().containsAll(wanted);
    if (carried) {
      return complete && former.isEmpty()
          ? new Stay(wanted)
          : new Change(wanted, new Turnover(List.of(), former));
    }
    Turnover kept =
        new Turnover(without(former, replaced(former, wanted)), replaced(former, wanted));
    return complete && kept.givenUp().isEmpty() ? new Stay(wanted, kept) : new Change(wanted, kept);
  }

  /**
   * Those whose key, port or AS number changes: a node has one session with an address, so none is
   * kept.
   */
  private static List<Reflector> replaced(List<Reflector> former, List<Reflector> wanted) {
    return former.stream()
        .filter(f -> wanted.stream().anyMatch(w -> w.address().equals(f.address())))
        .toList();
  }

  private static Leaving leaving(Interconnect wanted, Map<String, RolledOut> present) {
    Set<Reflector> there = new LinkedHashSet<>();
    present.values().forEach(p -> there.addAll(p.somewhere()));
    return new Leaving(
        wanted.leaving().clusters().stream()
            .filter(c -> !present.getOrDefault(c, RolledOut.NOTHING).somewhere().isEmpty())
            .toList(),
        without(there, wanted.reflectors()));
  }

  private static List<Reflector> without(Collection<Reflector> all, List<Reflector> wanted) {
    return all.stream().filter(r -> !wanted.contains(r)).toList();
  }

  /** Whether no cluster gets a peering that it has not got yet, and none loses one of several. */
  public boolean onlyLeaves() {
    return steps.values().stream().allMatch(s -> s instanceof Stay || s instanceof Leave);
  }

  /** The clusters whose nodes are to get a session, or whose sessions are replaced. */
  public List<String> touched() {
    return steps.entrySet().stream()
        .filter(e -> e.getValue() instanceof Join || e.getValue() instanceof Change)
        .map(Map.Entry::getKey)
        .toList();
  }
}
