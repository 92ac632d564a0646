package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Reflector;
import java.util.ArrayList;
import java.util.List;

/** Another interconnect has a reflector of this name with other values. */
final class ReflectorContradiction implements Check {
  @Override
  public String name() {
    return "reflector-contradiction";
  }

  @Override
  public String passed() {
    return "The reflectors are described as in the other interconnects.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    for (Reflector wanted : proposal.request().reflectors()) {
      for (Interconnect other : proposal.present()) {
        other.reflectors().stream()
            .filter(there -> there.name().equals(wanted.name()) && !there.equals(wanted))
            .forEach(there -> findings.add(contradiction(wanted, other, there)));
      }
    }
    return findings;
  }

  private Finding contradiction(Reflector wanted, Interconnect other, Reflector there) {
    return Finding.block(
        this,
        "reflectors/" + wanted.name(),
        "The interconnect "
            + other.name()
            + " has the reflector "
            + wanted.name()
            + " at "
            + there.endpoint()
            + " with the AS number "
            + there.asn()
            + ".",
        "Give the same address, port and AS number, or use another name.");
  }
}
