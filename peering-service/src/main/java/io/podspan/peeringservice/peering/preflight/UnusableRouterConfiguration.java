package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.router.Caution;
import io.podspan.peeringservice.peering.router.Planning.Planned;
import io.podspan.peeringservice.peering.router.Planning.Unplannable;
import java.util.ArrayList;
import java.util.List;

/** The present configuration of a cluster's routers cannot be changed, or only at some risk. */
final class UnusableRouterConfiguration implements Check {
  @Override
  public String name() {
    return "unusable-router-flags";
  }

  @Override
  public String passed() {
    return "The routers' configuration can be changed.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    proposal
        .plannings()
        .forEach(
            (cluster, planning) -> {
              String where = "clusters/" + cluster;
              switch (planning) {
                case Planned(_, List<Caution> cautions) ->
                    cautions.forEach(c -> findings.add(Finding.caution(this, where, c)));
                case Unplannable(String detail, String nextStep) ->
                    findings.add(
                        Finding.block(this, new Violation(name(), where, detail, nextStep)));
              }
            });
    return findings;
  }
}
