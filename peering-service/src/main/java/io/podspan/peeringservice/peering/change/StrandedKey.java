package io.podspan.peeringservice.peering.change;

import io.podspan.peeringservice.peering.DeclaredReflector;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.rollout.Rollout;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A former key that the routers of a cluster would keep if an interconnect let go of a reflector
 * now. Routers get the next key with the last of the interconnects that share a cluster and a
 * reflector ({@link SharedReflectors}). If that one lets go before, nobody brings the next key: the
 * others count as rolled out with it, and the reflector may then forget the former one. Pure.
 *
 * @param interconnect that lets go
 * @param reflector with the former key
 * @param named whether the interconnect wants the next key already, and has not brought it
 * @param others the interconnects that keep the reflector in the cluster, and want the next key
 */
public record StrandedKey(
    String interconnect,
    String cluster,
    Reflector reflector,
    boolean named,
    List<Interconnect> others) {
  public StrandedKey {
    others = List.copyOf(others);
  }

  /** Of an interconnect that goes altogether. */
  public static List<StrandedKey> ofLeaving(
      Interconnect before,
      List<Rollout> its,
      Collection<Interconnect> all,
      Collection<DeclaredReflector> declared) {
    return of(before, before.naming(List.of(), List.of()), its, all, declared);
  }

  /**
   * @param before the interconnect as it is; what it gives up already counts for nobody
   * @param after the same as it is wanted
   * @param its all of its rollouts, newest first
   * @param all declared interconnects
   * @param declared all declared reflectors
   */
  public static List<StrandedKey> of(
      Interconnect before,
      Interconnect after,
      List<Rollout> its,
      Collection<Interconnect> all,
      Collection<DeclaredReflector> declared) {
    if (before.withdrawing()) {
      return List.of();
    }
    List<Reflector> next = declared.stream().map(one -> one.said().reflector()).toList();
    return before.clusters().stream()
        .flatMap(
            cluster ->
                held(before, its, cluster)
                    .filter(held -> !keeps(after, cluster, held))
                    .filter(held -> next.stream().noneMatch(held::hasKeyOf))
                    .map(held -> new StrandedKey(before, cluster, held, next, all)))
        .filter(StrandedKey::wantedByOthersAlone)
        .toList();
  }

  private StrandedKey(
      Interconnect before,
      String cluster,
      Reflector held,
      List<Reflector> next,
      Collection<Interconnect> all) {
    this(
        before.name(),
        cluster,
        held,
        before.reflectors().stream().filter(held::isSame).anyMatch(next::contains),
        all.stream()
            .filter(other -> !other.name().equals(before.name()) && !other.withdrawing())
            .filter(other -> keeps(other, cluster, held))
            .toList());
  }

  /** What it wants and what any node may have of that, each with its key. */
  private static Stream<Reflector> held(Interconnect before, List<Rollout> its, String cluster) {
    return Stream.concat(
            before.reflectors().stream(),
            RolledOut.of(its, cluster).somewhere().stream()
                .filter(there -> before.reflectors().stream().anyMatch(there::isSame)))
        .distinct();
  }

  private static boolean keeps(Interconnect interconnect, String cluster, Reflector reflector) {
    return interconnect.clusters().contains(cluster)
        && interconnect.reflectors().stream().anyMatch(reflector::isSame);
  }

  /** Another one that has the former key still will bring the next one. */
  private boolean wantedByOthersAlone() {
    return !others.isEmpty()
        && others.stream().flatMap(i -> i.reflectors().stream()).noneMatch(reflector::hasKeyOf);
  }

  public String detail() {
    return "The routers of "
        + cluster
        + " may have the former key of the reflector "
        + reflector.name()
        + ", and only "
        + interconnect
        + " would bring them the next one: "
        + others.stream().map(Interconnect::name).collect(Collectors.joining(", "))
        + (others.size() == 1 ? " wants" : " want")
        + " it already. If "
        + interconnect
        + " let go of it now, they would keep the former key.";
  }

  public String nextStep() {
    return named
        ? "Wait until "
            + interconnect
            + " is rolled out with the next key, or retry it (podspan interconnects retry "
            + interconnect
            + "). Then try again."
        : "Name "
            + reflector.name()
            + " again in "
            + interconnect
            + " first (PATCH /api/v1/interconnects/"
            + interconnect
            + " with its reflectors, or podspan apply), and wait until it is rolled out. Then try"
            + " again.";
  }

  /** The same for one that may be let go of because its clusters are gone for ever. */
  public String nextStepByForce() {
    return nextStep()
        + " Where "
        + cluster
        + " cannot be changed any more, go back first: exchange keyFile and formerKeyFile of "
        + reflector.name()
        + " (podspan edit reflector "
        + reflector.name()
        + "), withdraw "
        + interconnect
        + " by force, and name "
        + reflector.name()
        + " again in "
        + others.stream().map(Interconnect::name).collect(Collectors.joining(", "))
        + ".";
  }
}
