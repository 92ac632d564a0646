package io.podspan.peeringservice.kubernetes;

import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterDriver;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.peering.router.RouterOutcome.Changeable;
import io.podspan.peeringservice.peering.router.RouterOutcome.Running;
import io.podspan.peeringservice.peering.router.RouterOutcome.UpToDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A driver of routers that follow objects of the API while they run: nothing restarts, and a change
 * that is taken back is a change as every other.
 */
public abstract class FollowingDriver implements RouterDriver {
  protected final ClusterCalls calls;
  protected final DaemonSets daemonSets;
  private final NodeChecks nodes;

  protected FollowingDriver(ClusterCalls calls) {
    this.calls = calls;
    daemonSets = new DaemonSets(calls);
    nodes = new NodeChecks(calls);
  }

  /** Whether something of this change is for single nodes. */
  protected abstract boolean isNodeByNode(RouterChange change);

  @Override
  public RouterOutcome.OfWrite revert(Access access, RouterChange change) {
    return apply(access, change.takenBack());
  }

  @Override
  public List<String> nodesWith(Access access, Map<String, String> labels) {
    return nodes.labelled(access, labels);
  }

  @Override
  public RouterOutcome.OfCheck checkNode(Access access, RouterChange change, String node) {
    Optional<RouterOutcome.OfNode> objection = nodes.objection(access, node);
    if (objection.isPresent()) {
      return objection.get();
    }
    return isNodeByNode(change) ? new Changeable() : new UpToDate();
  }

  @Override
  public RouterOutcome.OfRestart restartNode(
      Access access, RouterChange change, String node, String pod, String uid) {
    return new Running(pod);
  }
}
