package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Reflector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A reflector that is not known to be Podspan's would have more peers than such daemons usually
 * take: FRR accepts 100 dynamic neighbours unless its listen limit was raised.
 */
final class ReflectorListenLimit implements Check {
  static final int USUAL_LIMIT = 100;

  @Override
  public String name() {
    return "reflector-listen-limit";
  }

  @Override
  public String passed() {
    return "The reflectors take as many peers as there are nodes.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    for (Reflector reflector : proposal.request().reflectors()) {
      long peers = peers(proposal, reflector);
      if (peers > USUAL_LIMIT && !proposal.network().words().containsKey(reflector.name())) {
        findings.add(tooMany(reflector, peers));
      }
    }
    return List.copyOf(findings);
  }

  /** The nodes of all interconnects that this reflector has, and of this one. */
  private static long peers(Proposal proposal, Reflector reflector) {
    Set<String> clusters = new HashSet<>(proposal.request().clusters());
    proposal.present().stream()
        .filter(i -> i.reflectors().contains(reflector))
        .map(Interconnect::clusters)
        .forEach(clusters::addAll);
    return Stream.concat(
            proposal.candidates().stream().map(Candidate::cluster), proposal.neighbours().stream())
        .filter(cluster -> clusters.contains(cluster.name()))
        .map(Cluster::nodes)
        .mapToLong(List::size)
        .sum();
  }

  private Finding tooMany(Reflector reflector, long peers) {
    return Finding.caution(
        this,
        "reflectors/" + reflector.name(),
        "The reflector "
            + reflector.name()
            + " would have "
            + peers
            + " peers. It has not said that it is one of Podspan's, and other daemons have limits:"
            + " FRR accepts "
            + USUAL_LIMIT
            + " dynamic neighbours (bgp listen limit).",
        "Raise the limit of the reflector, or use Podspan's.");
  }
}
