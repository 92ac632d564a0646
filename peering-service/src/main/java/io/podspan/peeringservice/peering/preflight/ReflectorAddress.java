package io.podspan.peeringservice.peering.preflight;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.Reflector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A reflector's address is one that no other host can connect to (RFC 6890). */
final class ReflectorAddress implements Check {
  private static final Map<Prefix, String> UNUSABLE =
      Map.of(
          Prefix.of("0.0.0.0/8"), "this network",
          Prefix.of("127.0.0.0/8"), "loopback",
          Prefix.of("169.254.0.0/16"), "link-local",
          Prefix.of("224.0.0.0/4"), "multicast",
          Prefix.of("240.0.0.0/4"), "reserved and broadcast",
          Prefix.of("::/128"), "unspecified",
          Prefix.of("::1/128"), "loopback",
          Prefix.of("fe80::/10"), "link-local",
          Prefix.of("ff00::/8"), "multicast");

  @Override
  public String name() {
    return "reflector-address";
  }

  @Override
  public String passed() {
    return "The reflectors' addresses are those of hosts.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    for (Reflector reflector : proposal.request().reflectors()) {
      UNUSABLE.entrySet().stream()
          .filter(
              e -> IpAddress.parse(reflector.address()).filter(e.getKey()::contains).isPresent())
          .forEach(e -> findings.add(unusable(reflector, e.getKey(), e.getValue())));
    }
    return findings;
  }

  private Finding unusable(Reflector reflector, Prefix range, String kind) {
    return Finding.block(
        this,
        "reflectors/" + reflector.name() + "/address",
        "The address "
            + reflector.address()
            + " of the reflector "
            + reflector.name()
            + " lies in "
            + range
            + " ("
            + kind
            + "). No node can connect to it.",
        "Give an address of the reflector's host that the nodes reach.");
  }
}
