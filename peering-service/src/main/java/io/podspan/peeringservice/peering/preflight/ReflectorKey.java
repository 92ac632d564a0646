package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.ReflectorSaid;
import java.util.List;
import java.util.Optional;

/**
 * A reflector wants a key of TCP MD5, and no driver gives routers one: no session would come up.
 */
final class ReflectorKey implements Check {
  @Override
  public String name() {
    return "reflector-key";
  }

  @Override
  public String passed() {
    return "No reflector is declared with a key.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    return proposal.request().reflectors().stream()
        .map(Reflector::name)
        .flatMap(name -> Optional.ofNullable(proposal.network().declared().get(name)).stream())
        .filter(said -> said.keyFile() != null)
        .map(this::keyed)
        .toList();
  }

  private Finding keyed(ReflectorSaid said) {
    return Finding.block(
        this,
        "reflectors/" + said.name() + "/keyFile",
        "The reflector "
            + said.name()
            + " is declared with a key, and Podspan does not give routers a key yet. Their sessions"
            + " would not come up.",
        "Use a reflector without a key for this interconnect.");
  }
}
