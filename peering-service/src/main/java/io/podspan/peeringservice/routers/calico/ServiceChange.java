package io.podspan.peeringservice.routers.calico;

import io.podspan.peeringservice.peering.Cidrs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the ClusterIPs that Calico announces change. All routers follow at once, and no session ends.
 * It is part of a stored document: add components, do not rename them.
 */
record ServiceChange(ServiceRanges former, ServiceRanges wanted) {

  /** Null if nothing changes. */
  static @Nullable ServiceChange of(ServiceRanges former, ServiceRanges wanted) {
    return former.equals(wanted) ? null : new ServiceChange(former, wanted);
  }

  ServiceChange reversed() {
    return new ServiceChange(wanted, former);
  }

  /** Whether this interconnect asks for ClusterIPs afterwards. */
  boolean asks(String interconnect) {
    return wanted.askedBy().contains(interconnect);
  }

  /**
   * What is to be there instead of this. Others may have asked or gone meanwhile, and are not
   * touched.
   */
  ServiceRanges target(ServiceRanges present, String interconnect) {
    return asks(interconnect)
        ? present.askedBy(
            interconnect,
            wanted.added().stream().map(Cidrs::normalised).flatMap(Optional::stream).toList())
        : present.without(interconnect);
  }

  /** Whether the object is as it was when this was planned, or as it is to be. */
  boolean knows(ServiceRanges present, String interconnect) {
    return present.equals(former) || present.equals(target(present, interconnect));
  }

  List<String> diff() {
    List<String> diff = new ArrayList<>();
    former.shown().stream()
        .filter(line -> !wanted.shown().contains(line))
        .forEach(line -> diff.add("- " + line));
    wanted.shown().stream()
        .filter(line -> !former.shown().contains(line))
        .forEach(line -> diff.add("+ " + line));
    return diff;
  }
}
