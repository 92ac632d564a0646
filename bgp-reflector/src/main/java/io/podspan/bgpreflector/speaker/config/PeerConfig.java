package io.podspan.bgpreflector.speaker.config;

import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgpreflector.reflect.ImportPolicy;
import java.util.Set;

/**
 * One peer that may connect.
 *
 * @param address where it connects from
 * @param node its name in its cluster
 */
public record PeerConfig(IpAddress address, String node, PeerTemplate template) {

  /** A peer for IPv4 without protection. */
  public PeerConfig(
      IpAddress address,
      long asn,
      String cluster,
      String node,
      boolean client,
      ImportPolicy policy,
      Set<String> clusters,
      boolean dial,
      int dialPort) {
    this(
        address,
        node,
        new PeerTemplate(
            asn,
            cluster,
            client,
            policy,
            false,
            clusters,
            Set.of(AddressFamily.IPV4_UNICAST),
            dial,
            dialPort,
            Protection.NONE));
  }

  public long asn() {
    return template.asn();
  }

  public String cluster() {
    return template.cluster();
  }

  public boolean client() {
    return template.client();
  }

  public ImportPolicy policy() {
    return template.policy();
  }

  public Set<String> clusters() {
    return template.clusters();
  }

  public Set<AddressFamily> families() {
    return template.families();
  }

  public boolean dial() {
    return template.dial();
  }

  public int dialPort() {
    return template.dialPort();
  }

  public Protection protection() {
    return template.protection();
  }

  public PeerConfig protectedBy(Protection other) {
    return new PeerConfig(address, node, template.protectedBy(other));
  }
}
