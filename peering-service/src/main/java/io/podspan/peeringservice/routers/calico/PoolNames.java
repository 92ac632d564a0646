package io.podspan.peeringservice.routers.calico;

import io.podspan.addresses.Prefix;

/**
 * Names of new IPPools. They carry the CIDR: the same name is the same pool, whatever order a
 * cluster lists its CIDRs in. Earlier versions numbered them; such a pool stays as it is. Pure.
 */
final class PoolNames {
  private PoolNames() {}

  /** A DNS subdomain. The names in it are labels, so it is never too long for Kubernetes. */
  static String of(String interconnect, String cluster, Prefix cidr) {
    String end = cidr.toString().replaceAll("[:/]", "-");
    return "podspan-" + interconnect + "-" + cluster + "-" + end;
  }
}
