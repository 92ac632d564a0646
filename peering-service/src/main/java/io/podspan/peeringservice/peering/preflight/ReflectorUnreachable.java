package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.network.NetworkLook;
import io.podspan.peeringservice.peering.network.NodeReach;
import io.podspan.peeringservice.peering.network.Reach;
import io.podspan.peeringservice.peering.router.Caution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A node does not reach a reflector. With graceful restart on, a router that has lost its peer
 * withholds its routes from its own cluster too, so nothing may restart before all nodes reach it.
 */
final class ReflectorUnreachable implements Check {
  private static final int NODES_SHOWN = 5;

  /** Nodes that are its peers already have to sign, and this connection does not. */
  private static final String BEHIND_A_KEY = "; it has a key, and its kernel drops what has none";

  /** Nodes of a cluster with the same answer about a reflector. */
  private record Group(
      String cluster, String reflector, String endpoint, boolean keyed, Reach reach) {}

  @Override
  public String name() {
    return "reflector-unreachable";
  }

  @Override
  public String passed() {
    return "Every node reaches the reflectors.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    Map<Group, List<String>> nodes = new LinkedHashMap<>();
    for (NodeReach one : proposal.network().reaches()) {
      Reflector reflector = one.reflector();
      boolean keyed = reflector.keyed();
      Group group =
          new Group(one.cluster(), reflector.name(), reflector.endpoint(), keyed, one.reach());
      nodes.computeIfAbsent(group, _ -> new ArrayList<>()).add(one.node());
    }
    List<Finding> findings = new ArrayList<>();
    nodes.forEach((group, names) -> add(group, names, findings));
    if (proposal.network().unasked() > 0) {
      findings.add(unasked(proposal.network()));
    }
    return findings;
  }

  private Finding unasked(NetworkLook network) {
    return Finding.unchecked(
        this,
        "clusters",
        network.unasked()
            + " nodes were not asked about their network: of so many, a rehearsal asks some of each"
            + " cluster.",
        "Rehearse fewer clusters at a time to ask all of their nodes. What declares or changes the"
            + " interconnect asks all.");
  }

  private void add(Group group, List<String> nodes, List<Finding> findings) {
    String where = "clusters/" + group.cluster() + "/reflectors/" + group.reflector();
    String target = "reflector '" + group.reflector() + "' at " + group.endpoint();
    switch (group.reach()) {
      case Reach.Open _ -> {}
      case Reach.Closed(String how) -> findings.add(closed(where, group, nodes, target, how));
      case Reach.Silent(String how) ->
          findings.add(
              group.keyed()
                  ? unmeasured(where, group, nodes, target, how + BEHIND_A_KEY)
                  : closed(where, group, nodes, target, how));
      case Reach.Unmeasured(String why) ->
          findings.add(unmeasured(where, group, nodes, target, why));
    }
  }

  private Finding closed(String where, Group group, List<String> nodes, String target, String how) {
    return Finding.block(
        this,
        where,
        listed(nodes)
            + " of "
            + group.cluster()
            + " cannot connect to "
            + target
            + ": "
            + how
            + ".",
        "Check the address and the port, that the bgp-reflector runs there, and that firewalls let"
            + " TCP from the nodes through.");
  }

  private Finding unmeasured(
      String where, Group group, List<String> nodes, String target, String why) {
    return Finding.unchecked(
        this,
        where,
        new Caution(
            "reflector-not-measured",
            "It could not be measured whether "
                + inSentence(nodes)
                + " of "
                + group.cluster()
                + " can connect to "
                + target
                + ": "
                + why
                + ".",
            "Try it from the node, for example with nc -w 3 ADDRESS PORT."));
  }

  private static String inSentence(List<String> nodes) {
    String text = listed(nodes);
    return "t" + text.substring(1);
  }

  private static String listed(List<String> nodes) {
    if (nodes.size() == 1) {
      return "The node " + nodes.getFirst();
    }
    String shown = String.join(", ", nodes.subList(0, Math.min(NODES_SHOWN, nodes.size())));
    int more = nodes.size() - NODES_SHOWN;
    return "The nodes " + shown + (more > 0 ? " and " + more + " more" : "");
  }
}
