package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.network.ReflectorWord;
import io.podspan.peeringservice.peering.router.Caution;
import java.util.ArrayList;
import java.util.List;
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
        findings.add(unheard(wanted));
      } else if (!agrees(word, wanted)) {
        findings.add(elsewhere(wanted, word));
      }
    }
    return findings;
  }

  private static boolean agrees(ReflectorWord word, Reflector wanted) {
    return (word.address().isEmpty() || word.address().equals(wanted.address()))
        && word.port() == wanted.port()
        && word.asn() == wanted.asn();
  }

  private Finding elsewhere(Reflector wanted, ReflectorWord word) {
    return Finding.block(
        this,
        "reflectors/" + wanted.name(),
        "The reflector '"
            + wanted.name()
            + "' says that it listens on "
            + (word.address().isEmpty() ? "all addresses" : word.address())
            + ", port "
            + word.port()
            + ", with the AS number "
            + word.asn()
            + ". The interconnect names "
            + wanted.address()
            + ", port "
            + wanted.port()
            + ", AS number "
            + wanted.asn()
            + ".",
        "Give the values that the reflector has, or configure it to listen on that address.");
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
