package io.podspan.peeringservice.peering.conditions;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.conditions.Condition.Status;
import io.podspan.peeringservice.peering.conditions.Condition.Type;
import io.podspan.peeringservice.peering.conditions.ObservedState.NodeRoutes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether every node's kernel has the routes to the pods of the other clusters of the interconnect.
 *
 * <p>The collector counts the routes of a node for all interconnects together. So the missing
 * routes are counted by name, and only those that belong to this interconnect. Whether the
 * collector has looked for its routes yet follows from how many it looked for.
 */
final class RoutesCondition {
  private final ConditionInputs inputs;
  private final List<String> lacking = new ArrayList<>();
  private final List<String> unread = new ArrayList<>();
  private final List<String> unnamed = new ArrayList<>();

  private RoutesCondition(ConditionInputs inputs) {
    this.inputs = inputs;
  }

  static Condition of(ConditionInputs inputs, Instant now) {
    RoutesCondition routes = new RoutesCondition(inputs);
    for (Cluster cluster : inputs.clusters()) {
      cluster.takingPart().forEach(node -> routes.count(cluster, node));
    }
    return routes.condition(now);
  }

  private void count(Cluster cluster, Node node) {
    String id = cluster.name() + "/" + node.name();
    NodeRoutes routes = inputs.observed().routes().get(id);
    if (routes == null || routes.expected() < lookedFor(cluster, routes)) {
      unread.add(id);
      return;
    }
    Set<ExpectedRoute> ours = ours(cluster, routes);
    if (!ours.isEmpty()) {
      int expected = inputs.intent().expectedRoutes(cluster.name(), this::isThis);
      lacking.add(id + " lacks " + ours.size() + " of " + expected + why(ours, routes));
    } else if (routes.named().size() < routes.missing()) {
      unnamed.add(id);
    }
  }

  /** What the collector looks for if it knows this interconnect and all that are older. */
  private int lookedFor(Cluster cluster, NodeRoutes routes) {
    return inputs
        .intent()
        .expectedRoutes(
            cluster.name(), i -> isThis(i) || !i.declaredAt().isAfter(routes.heardAt()));
  }

  private boolean isThis(Interconnect interconnect) {
    return interconnect.name().equals(inputs.interconnect().name());
  }

  private Set<ExpectedRoute> ours(Cluster cluster, NodeRoutes routes) {
    return routes.named().keySet().stream()
        .filter(route -> inputs.intent().needsRoute(cluster.name(), route, this::isThis))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The cause, when it is the same for all. */
  private static String why(Set<ExpectedRoute> ours, NodeRoutes routes) {
    @Nullable String only = null;
    for (ExpectedRoute route : ours) {
      String why = routes.named().getOrDefault(route, "");
      if (why.isEmpty() || (only != null && !only.equals(why))) {
        return "";
      }
      only = why;
    }
    return only == null ? "" : ": " + only;
  }

  private Condition condition(Instant now) {
    if (!lacking.isEmpty()) {
      return Condition.no(
          Type.ROUTES_INSTALLED, "RoutesMissing", sentence(ConditionInputs.some(lacking)), now);
    }
    if (!unread.isEmpty()) {
      return unknown(
          "NotReadYet",
          "The routes of " + ConditionInputs.some(unread) + " were not read since the declaration.",
          now);
    }
    if (!unnamed.isEmpty()) {
      return unknown(
          "NotNamedYet",
          "Of routes of these nodes it is not known yet whether they are there: "
              + ConditionInputs.some(unnamed)
              + ".",
          now);
    }
    List<String> advertisers = inputs.advertisers();
    return advertisers.isEmpty()
        ? Condition.yes(
            Type.ROUTES_INSTALLED,
            "AllInstalled",
            "Every node has the routes to the other clusters.",
            now)
        : Condition.yes(
            Type.ROUTES_INSTALLED,
            ConditionInputs.ADVERTISE_ONLY,
            "Every node that takes routes has those to the other clusters. The nodes of "
                + String.join(", ", advertisers)
                + " get none, because their routers only announce.",
            now);
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }

  private static Condition unknown(String reason, String message, Instant now) {
    return new Condition(Type.ROUTES_INSTALLED, Status.UNKNOWN, reason, message, now);
  }
}
