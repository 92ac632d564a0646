package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.change.ClusterStep.Change;
import io.podspan.peeringservice.peering.change.ClusterStep.Stay;
import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import java.util.ArrayList;
import java.util.List;

/** The driver of a cluster's routers found something that forbids a join. The codes are its own. */
final class RouterObstacles implements Check {
  @Override
  public String name() {
    return "router-obstacle";
  }

  @Override
  public String passed() {
    return "The routers have nothing that forbids a join.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    for (Candidate candidate : proposal.candidates()) {
      if (candidate.look() instanceof Seen seen) {
        String where = "clusters/" + candidate.name();
        seen.router()
            .obstacles(
                seen.reading().nodes().stream()
                    .filter(node -> candidate.cluster().has(node.name()))
                    .toList(),
                proposal.request().routers(),
                candidate.step() instanceof Stay || candidate.step() instanceof Change)
            .forEach(fault -> findings.add(Finding.block(this, fault.within(where))));
      }
    }
    return findings;
  }
}
