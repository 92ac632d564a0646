package io.podspan.peeringservice.kubernetes;

import io.fabric8.kubernetes.api.model.Node;
import io.podspan.peeringservice.kubernetes.ClusterReader.NodeStates;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.rollout.Observed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Whether a node is in a state to be changed. */
@ApplicationScoped
public class NodeChecks {
  private final ClusterCalls calls;

  @Inject
  public NodeChecks(ClusterCalls calls) {
    this.calls = calls;
  }

  /** What speaks against it, empty when nothing does. */
  Optional<Observed> objection(Access access, String name) {
    Node node = calls.ask(access, "get", "nodes", client -> client.nodes().withName(name).get());
    if (node == null) {
      return Optional.of(new Observed.Gone());
    }
    return NodeStates.isReady(node)
        ? Optional.empty()
        : Optional.of(
            new Observed.NotReady(
                "The node " + name + " is not Ready: " + NodeStates.why(node) + "."));
  }
}
