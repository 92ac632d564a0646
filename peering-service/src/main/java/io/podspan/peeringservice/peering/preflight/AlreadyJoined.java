package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.preflight.Proposal.Pair;
import java.util.ArrayList;
import java.util.List;

/** Another interconnect joins two of the clusters already. */
final class AlreadyJoined implements Check {
  @Override
  public String name() {
    return "already-joined";
  }

  @Override
  public String passed() {
    return "No two of the clusters are joined already.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    for (Pair pair : proposal.joined()) {
      proposal.present().stream()
          .filter(i -> i.clusters().contains(pair.one().name()))
          .filter(i -> i.clusters().contains(pair.other().name()))
          .forEach(i -> findings.add(joined(pair, i)));
    }
    return findings;
  }

  private Finding joined(Pair pair, Interconnect interconnect) {
    return Finding.block(
        this,
        pair.where(),
        "The interconnect "
            + interconnect.name()
            + " joins "
            + pair.one().name()
            + " and "
            + pair.other().name()
            + " already.",
        "Leave out one of the two clusters, or withdraw " + interconnect.name() + " first.");
  }
}
