package io.podspan.peeringservice.peering.change;

import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Reflector;
import java.util.Collection;
import java.util.List;

/**
 * The reflectors that other interconnects of a cluster go through. Its routers have one session
 * with each of them for all interconnects. Pure.
 *
 * @param needed those of them all; one may be there twice, with two keys, while its key changes
 */
public record SharedReflectors(List<Reflector> needed) {
  public SharedReflectors {
    needed = List.copyOf(needed);
  }

  /**
   * @param declared all interconnects, also the one that is asked for
   */
  public static SharedReflectors of(
      Collection<Interconnect> declared, String interconnect, String cluster) {
    return new SharedReflectors(
        declared.stream()
            .filter(i -> !i.name().equals(interconnect) && !i.withdrawing())
            .filter(i -> i.clusters().contains(cluster))
            .flatMap(i -> i.reflectors().stream())
            .toList());
  }

  /**
   * Those of the former reflectors that the interconnect may take out of the routers. One whose key
   * alone becomes another one is among them, unless an interconnect has the former key still: the
   * key changes with the last of them.
   *
   * @param wanted what the interconnect has in their place; empty in a leave
   */
  public List<Reflector> unneeded(List<Reflector> former, List<Reflector> wanted) {
    return former.stream().filter(one -> !isNeeded(one, wanted)).toList();
  }

  private boolean isNeeded(Reflector former, List<Reflector> wanted) {
    boolean rekeyed = wanted.stream().anyMatch(former::isSame);
    return rekeyed ? needed.contains(former) : needed.stream().anyMatch(former::isSame);
  }
}
