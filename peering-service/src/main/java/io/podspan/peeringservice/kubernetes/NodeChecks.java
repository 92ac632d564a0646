package io.podspan.peeringservice.kubernetes;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.podspan.clusteraccess.ObjectList;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.peering.router.RouterOutcome.Away;
import io.podspan.peeringservice.peering.router.RouterOutcome.Gone;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Whether a node is in a state to be changed. */
@ApplicationScoped
public class NodeChecks {
  private final ClusterCalls calls;

  @Inject
  public NodeChecks(ClusterCalls calls) {
    this.calls = calls;
  }

  /** What forbids a change of this node; empty if nothing does. */
  public Optional<RouterOutcome.OfNode> objection(Access access, String name) {
    Node node = calls.ask(access, "get", "nodes", client -> client.nodes().withName(name).get());
    if (node == null) {
      return Optional.of(new Gone());
    }
    return isReady(node)
        ? Optional.empty()
        : Optional.of(new Away("The node " + name + " is not Ready: " + reason(node) + "."));
  }

  /** The names of those that have all of these labels. */
  public List<String> labelled(Access access, Map<String, String> labels) {
    return calls
        .ask(access, "list", "nodes", client -> ObjectList.whole(client.nodes().withLabels(labels)))
        .stream()
        .map(node -> node.getMetadata().getName())
        .toList();
  }

  static boolean isReady(Node node) {
    return ready(node).filter(c -> "True".equals(c.getStatus())).isPresent();
  }

  private static String reason(Node node) {
    return ready(node)
        .map(c -> Objects.requireNonNullElse(c.getMessage(), "no reason is given"))
        .orElse("it has no Ready condition");
  }

  private static Optional<NodeCondition> ready(Node node) {
    return node.getStatus() == null || node.getStatus().getConditions() == null
        ? Optional.empty()
        : node.getStatus().getConditions().stream()
            .filter(c -> "Ready".equals(c.getType()))
            .findFirst();
  }
}
