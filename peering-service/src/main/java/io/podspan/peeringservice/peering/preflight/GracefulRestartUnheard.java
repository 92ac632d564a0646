package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import io.podspan.peeringservice.peering.router.Answer.Known;
import io.podspan.peeringservice.peering.router.Answer.Unknown;
import java.util.ArrayList;
import java.util.List;

/**
 * Some routers that restart gracefully announce nothing at all to a peer that does not offer it too
 * (RFC 4724). Podspan's reflector offers it; of another one it is not known.
 */
final class GracefulRestartUnheard implements Check {
  @Override
  public String name() {
    return "reflector-graceful-restart";
  }

  @Override
  public String passed() {
    return "The reflectors offer what the routers need to announce their routes.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<String> foreign =
        proposal.request().reflectors().stream()
            .map(Reflector::name)
            .filter(name -> !proposal.network().words().containsKey(name))
            .toList();
    List<Finding> findings = new ArrayList<>();
    for (Candidate candidate : proposal.candidates()) {
      if (!foreign.isEmpty() && candidate.look() instanceof Seen seen) {
        switch (seen.router().traits().needsGracefulReflector()) {
          case Known<Boolean>(Boolean needs, String source) -> {
            if (needs) {
              findings.add(needed(candidate, source, foreign));
            }
          }
          case Unknown<Boolean>(String why) -> findings.add(unknown(candidate, why, foreign));
        }
      }
    }
    return List.copyOf(findings);
  }

  private Finding needed(Candidate candidate, String source, List<String> foreign) {
    return Finding.caution(
        this,
        "clusters/" + candidate.name(),
        "The routers of "
            + candidate.name()
            + " ("
            + source
            + ") announce nothing to a peer that does not offer graceful restart (capability 64)."
            + " It is not known whether "
            + String.join(" and ", foreign)
            + " does.",
        "Use Podspan's reflector, which offers it, or switch it on at the reflector.");
  }

  private Finding unknown(Candidate candidate, String why, List<String> foreign) {
    return Finding.unchecked(
        this,
        "clusters/" + candidate.name(),
        "It is not known whether the routers of "
            + candidate.name()
            + " announce anything to "
            + String.join(" and ", foreign)
            + " if that does not offer graceful restart: "
            + why
            + ".",
        "Use Podspan's reflector, which offers it, or switch it on at the reflector.");
  }
}
