package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.kubernetes.ClusterCidrs;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.router.RouterNote;
import io.podspan.peeringservice.peering.router.RouterNote.Check;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What annotations of nodes make kube-router do that matters to a join. Pure. */
final class NodeNotes {
  private static final String REFLECTS = "kube-router.io/rr.server";
  private static final String COMMUNITIES = "kube-router.io/node.bgp.communities";
  private static final String REFUSED = "kube-router.io/node.bgp.customimportreject";
  private static final int SHOWN = 5;

  /** NO_EXPORT, NO_ADVERTISE and NO_EXPORT_SUBCONFED (RFC 1997), by name and number. */
  private static final Pattern NOT_PASSED_ON =
      Pattern.compile(
          "(?i)no-advertise|no-export-subconfed|no-export|65535:6528[123]|429496704[123]");

  private NodeNotes() {}

  static List<RouterNote> of(List<NodeReading> nodes) {
    return List.of(reflects(nodes), communities(nodes));
  }

  private static RouterNote reflects(List<NodeReading> nodes) {
    List<String> found = named(nodes, node -> node.annotations().containsKey(REFLECTS));
    return found.isEmpty()
        ? RouterNote.pass(Check.NODE_REFLECTS, "No node has the annotation " + REFLECTS + ".")
        : RouterNote.caution(
            Check.NODE_REFLECTS,
            "node-reflects-routes",
            "The nodes "
                + shown(found)
                + " have the annotation "
                + REFLECTS
                + ". kube-router sets no filters there: such a node announces also what it learned.",
            "Podspan's reflector rejects routes that are not the node's own. With another one, take"
                + " the annotation away.");
  }

  private static RouterNote communities(List<NodeReading> nodes) {
    List<String> found =
        named(
            nodes,
            node -> NOT_PASSED_ON.matcher(node.annotations().getOrDefault(COMMUNITIES, "")).find());
    return found.isEmpty()
        ? RouterNote.pass(
            Check.COMMUNITIES,
            "No node has an annotation " + COMMUNITIES + " with a community that forbids it.")
        : RouterNote.caution(
            Check.COMMUNITIES,
            "community-forbids",
            "The nodes "
                + shown(found)
                + " mark their routes with a community (annotation "
                + COMMUNITIES
                + ") that asks peers not to pass them on (RFC 1997). Other clusters may get no"
                + " routes to their pods.",
            "Take the community away.");
  }

  /** The prefixes that the node's annotation names; those that cannot be read are left out. */
  static List<Prefix> refused(NodeReading node) {
    String text = node.annotations().getOrDefault(REFUSED, "");
    return ClusterCidrs.readable(
        Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList());
  }

  private static List<String> named(List<NodeReading> nodes, Predicate<NodeReading> which) {
    return nodes.stream().filter(which).map(NodeReading::name).toList();
  }

  private static String shown(List<String> nodes) {
    String first = nodes.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return nodes.size() > SHOWN ? first + " and " + (nodes.size() - SHOWN) + " more" : first;
  }
}
