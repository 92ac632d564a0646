package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.network.BgpListener;
import io.podspan.peeringservice.peering.router.Caution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Another BGP daemon than the node's router has the node's port 179. */
final class BgpPortTaken implements Check {
  @Override
  public String name() {
    return "bgp-port-taken";
  }

  @Override
  public String passed() {
    return "No other process is known to hold a node's port 179.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    Map<String, List<Finding>> clusters = new LinkedHashMap<>();
    for (BgpListener listener : proposal.network().listeners()) {
      clusters.computeIfAbsent(listener.cluster(), _ -> new ArrayList<>()).add(taken(listener));
    }
    List<Finding> findings = new ArrayList<>();
    clusters.forEach((cluster, found) -> findings.addAll(ManyNodes.gathered(cluster, found)));
    return findings;
  }

  private Finding taken(BgpListener listener) {
    return Finding.caution(
        this,
        "clusters/" + listener.cluster() + "/nodes/" + listener.node(),
        new Caution(
            "bgp-port-taken",
            "On the node "
                + listener.node()
                + ", "
                + listener.process()
                + " listens on port 179. The node's router may be unable to listen there after its"
                + " restart.",
            "Stop the other BGP daemon, or give one of them another port."));
  }
}
