package io.podspan.bgpreflector.speaker.config;

import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgpreflector.reflect.ImportPolicy;
import java.util.Set;

/**
 * One peer that may connect.
 *
 * @param address where it connects from
 * @param label what it is called; the engine only passes it on
 */
public record PeerConfig(IpAddress address, String label, PeerTemplate template) {

  /** A peer for IPv4 without protection. */
  public PeerConfig(
      IpAddress address,
      long asn,
      String peerGroup,
      String label,
      boolean client,
      ImportPolicy policy,
      Set<String> visibleGroups,
      boolean dial,
      int dialPort) {
    this(
        address,
        label,
        new PeerTemplate(
            asn,
            peerGroup,
            client,
            policy,
            false,
            visibleGroups,
            Set.of(AddressFamily.IPV4_UNICAST),
            dial,
            dialPort,
            Protection.NONE));
  }

  public long asn() {
    return template.asn();
  }

  public String peerGroup() {
    return template.peerGroup();
  }

  public boolean client() {
    return template.client();
  }

  public ImportPolicy policy() {
    return template.policy();
  }

  public Set<String> visibleGroups() {
    return template.visibleGroups();
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
    return new PeerConfig(address, label, template.protectedBy(other));
  }
}
