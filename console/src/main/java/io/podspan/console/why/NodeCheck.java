package io.podspan.console.why;

import io.podspan.console.overview.NodeView;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the nodes of an end take part. */
final class NodeCheck {
  private static final String NAME = "node";

  private NodeCheck() {}

  static Stage of(Direction direction, Place place) {
    List<NodeView> out = place.nodes().stream().filter(node -> node.leftOut() != null).toList();
    if (place.nodes().isEmpty()) {
      return Stage.unknown(
          direction, NAME, "no node of " + place.cluster().name() + " is known", List.of());
    }
    if (out.isEmpty()) {
      return Stage.pass(direction, NAME, names(place.nodes()) + ": all is as expected", List.of());
    }
    Cause cause = cause(place, out);
    List<Evidence> evidence =
        List.of(
            Evidence.journal(
                "left out: " + names(out), "peering-service", place.cluster().since()));
    if (out.size() == place.nodes().size()) {
      return Stage.fail(direction, NAME, cause, evidence);
    }
    return place.isOne()
        ? Stage.unknown(direction, NAME, cause.text(), evidence)
        : Stage.caution(direction, NAME, cause, evidence);
  }

  private static Cause cause(Place place, List<NodeView> out) {
    NodeView first = out.getFirst();
    String why = String.valueOf(first.leftOut());
    return new Cause(
        "node-left-out",
        names(out)
            + (out.size() == 1 ? " of " : ", nodes of ")
            + place.cluster().name()
            + (out.size() == 1 ? ", is" : ", are")
            + " left out: "
            + (why.endsWith(".") ? why.substring(0, why.length() - 1) : why),
        "See to the node: kubectl describe node "
            + first.name()
            + " in "
            + place.cluster().name()
            + ".");
  }

  private static String names(List<NodeView> nodes) {
    String first = nodes.stream().limit(3).map(NodeView::name).collect(Collectors.joining(", "));
    return nodes.size() > 3 ? first + " and " + (nodes.size() - 3) + " more" : first;
  }
}
