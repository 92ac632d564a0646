package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.network.ReflectorWord;
import io.podspan.peeringservice.peering.router.Caution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The reflector of this name says that it listens somewhere else, or with another AS number. */
final class ReflectorElsewhere implements Check {
  @Override
  public String name() {
    return "reflector-elsewhere";
  }

  @Override
  public String passed() {
    return "The reflectors say that they listen where the nodes are to find them.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    for (Reflector wanted : proposal.request().reflectors()) {
      @Nullable ReflectorWord word = proposal.network().words().get(wanted.name());
      if (word == null) {
        findings.add(isElsewhere(proposal, wanted) ? notOurs(wanted) : unheard(wanted));
      } else if (!word.agreesWith(wanted)) {
        findings.add(elsewhere(wanted, word));
      }
    }
    return findings;
  }

  private Finding elsewhere(Reflector wanted, ReflectorWord word) {
    return Finding.block(
        this,
        "reflectors/" + wanted.name(),
        "The reflector '"
            + wanted.name()
            + "' says that it listens on "
            + word
            + ". The interconnect names "
            + wanted.address()
            + ", port "
            + wanted.port()
            + ", AS number "
            + wanted.asn()
            + ".",
        "Give the values that the reflector has, or configure it to listen on that address.");
  }

  private static boolean isElsewhere(Proposal proposal, Reflector wanted) {
    return Optional.ofNullable(proposal.network().declared().get(wanted.name()))
        .filter(said -> !said.runsHere())
        .isPresent();
  }

  private Finding notOurs(Reflector wanted) {
    return Finding.unchecked(
        this,
        "reflectors/" + wanted.name(),
        new Caution(
            "reflector-not-ours",
            "The reflector '"
                + wanted.name()
                + "' runs elsewhere and does not say where it listens, so the address could not be"
                + " compared.",
            "Look at it there: the address, the port, the AS number, and that it takes the nodes."));
  }

  private Finding unheard(Reflector wanted) {
    return Finding.unchecked(
        this,
        "reflectors/" + wanted.name(),
        new Caution(
            "reflector-not-heard",
            "The reflector '"
                + wanted.name()
                + "' has not said yet where it listens, so the address could not be compared.",
            "Check that a bgp-reflector of this name runs and reaches Kafka."));
  }
}
