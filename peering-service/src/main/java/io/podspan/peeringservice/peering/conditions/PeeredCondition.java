package io.podspan.peeringservice.peering.conditions;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.conditions.Condition.Status;
import io.podspan.peeringservice.peering.conditions.Condition.Type;
import io.podspan.peeringservice.peering.conditions.DeclaredIntent.SessionKey;
import io.podspan.peeringservice.peering.rollout.PeerSession;
import io.podspan.peeringservice.peering.rollout.RouterSessions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether every node of the interconnect has a session with each of its reflectors.
 *
 * <p>The reflector's word counts, unless the node's own router has said otherwise since: a
 * reflector that died says nothing more.
 */
final class PeeredCondition {
  private static final String ESTABLISHED = "Established";

  private final ConditionInputs inputs;
  private final List<String> missing = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();
  private int wanted;

  private PeeredCondition(ConditionInputs inputs) {
    this.inputs = inputs;
  }

  static Condition of(ConditionInputs inputs, Instant now) {
    PeeredCondition peered = new PeeredCondition(inputs);
    for (Cluster cluster : inputs.clusters()) {
      for (Node node : cluster.takingPart()) {
        inputs.interconnect().reflectors().forEach(r -> peered.count(cluster, node, r));
      }
    }
    return peered.condition(now);
  }

  private void count(Cluster cluster, Node node, Reflector reflector) {
    wanted++;
    String what = cluster.name() + "/" + node.name() + " with " + reflector.name();
    PeerSession session =
        inputs.observed().sessions().get(new SessionKey(reflector.name(), node.address()));
    if (session == null) {
      (inputs.inForce(reflector) ? missing : unknown).add(what);
    } else if (!session.established()) {
      missing.add(what);
    } else {
      String said = routerSaysOtherwise(cluster, node, reflector, session);
      if (said != null) {
        missing.add(what + " (the node's router says " + said + ")");
      }
    }
  }

  private @Nullable String routerSaysOtherwise(
      Cluster cluster, Node node, Reflector reflector, PeerSession session) {
    RouterSessions router = inputs.observed().routers().get(cluster.name() + "/" + node.name());
    if (router == null || !router.receivedAt().isAfter(session.receivedAt())) {
      return null;
    }
    String state = router.states().get(reflector.address());
    return ESTABLISHED.equals(state) ? null : state;
  }

  private Condition condition(Instant now) {
    if (!missing.isEmpty()) {
      int up = wanted - missing.size() - unknown.size();
      String message =
          up + " of " + wanted + " sessions are up; missing: " + ConditionInputs.some(missing);
      return Condition.no(Type.PEERED, "SessionsMissing", message + ".", now);
    }
    if (!unknown.isEmpty()) {
      return new Condition(
          Type.PEERED,
          Status.UNKNOWN,
          "ReflectorBehind",
          "No reflector has reported these sessions yet: " + ConditionInputs.some(unknown) + ".",
          now);
    }
    return Condition.yes(Type.PEERED, "AllEstablished", "All " + wanted + " sessions are up.", now);
  }
}
