package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.ReflectorSaid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A reflector of this name is known with other values: it is declared so, or another interconnect
 * has it so. Or the request names one that is not declared.
 */
final class ReflectorContradiction implements Check {
  private static final String WHERE = "reflectors/";

  @Override
  public String name() {
    return "reflector-contradiction";
  }

  @Override
  public String passed() {
    return "The reflectors are described as they are declared, and as in the other interconnects.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    for (Reflector wanted : proposal.request().reflectors()) {
      declared(proposal, wanted).ifPresent(findings::add);
      for (Interconnect other : proposal.present()) {
        other.reflectors().stream()
            .filter(there -> there.name().equals(wanted.name()) && !there.isSame(wanted))
            .forEach(there -> findings.add(contradiction(wanted, other, there)));
      }
    }
    return findings;
  }

  private Optional<Finding> declared(Proposal proposal, Reflector wanted) {
    @Nullable ReflectorSaid said = proposal.network().declared().get(wanted.name());
    if (said == null) {
      return proposal.request().byName().contains(wanted.name())
          ? Optional.of(gone(wanted))
          : Optional.empty();
    }
    return said.reflector().isSame(wanted) ? Optional.empty() : Optional.of(otherwise(said));
  }

  private Finding gone(Reflector wanted) {
    return Finding.block(
        this,
        WHERE + wanted.name(),
        "The reflector " + wanted.name() + " is not declared any more.",
        "Declare it (POST /api/v1/reflectors), or name another one.");
  }

  private Finding otherwise(ReflectorSaid said) {
    return Finding.block(
        this,
        WHERE + said.name(),
        "The reflector "
            + said.name()
            + " is declared at "
            + said.reflector().endpoint()
            + " with the AS number "
            + said.asn()
            + ".",
        "Give its name alone, or the same address, port and AS number, or use another name.");
  }

  private Finding contradiction(Reflector wanted, Interconnect other, Reflector there) {
    return Finding.block(
        this,
        WHERE + wanted.name(),
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
