package io.podspan.peeringservice.events;

import io.podspan.addresses.Prefix;
import io.podspan.events.AccessReference;
import io.podspan.events.ClusterSpec;
import io.podspan.events.Cni;
import io.podspan.events.ConditionState;
import io.podspan.events.IntentEvent.InterconnectConditionsChanged;
import io.podspan.events.IntentEvent.ReflectorConditionsChanged;
import io.podspan.events.InterconnectState;
import io.podspan.events.NodeState;
import io.podspan.events.ReflectorSpec;
import io.podspan.events.ReflectorState;
import io.podspan.events.RolloutEvent;
import io.podspan.events.RolloutIdentity;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.DeclaredReflector;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.OnDrift;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.ReflectorSaid;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.conditions.Condition;
import io.podspan.peeringservice.peering.drift.DriftFact;
import io.podspan.peeringservice.peering.drift.DriftState;
import io.podspan.peeringservice.peering.drift.Leftover;
import io.podspan.peeringservice.peering.rollout.Direction;
import io.podspan.peeringservice.peering.rollout.NodeStep;
import io.podspan.peeringservice.peering.rollout.Progress;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutFact;
import io.podspan.peeringservice.peering.rollout.Verb;
import io.podspan.peeringservice.peering.router.Drift;
import io.podspan.peeringservice.peering.router.RouterChange;
import java.util.List;

/** From the nouns here to the records of the contract. */
final class Contract {
  private Contract() {}

  /** Pod CIDRs that follow the nodes are not said: readers make them from the nodes. */
  static ClusterSpec spec(KnownCluster known) {
    Cluster cluster = known.cluster();
    return new ClusterSpec(
        cluster.name(),
        cni(cluster.cni()),
        cluster.cniVersion(),
        cluster.asn(),
        known.origins().podCidrsFollowNodes() ? List.of() : texts(cluster.podCidrs()),
        texts(cluster.serviceCidrs()),
        new AccessReference(cluster.access().kubeconfig(), cluster.access().context()),
        cluster.nodeMesh(),
        known.cautions());
  }

  private static Cni cni(RouterKind kind) {
    return Cni.parse(kind.name())
        .orElseThrow(() -> new IllegalStateException("the contract has no router " + kind));
  }

  static NodeState state(Node node) {
    return new NodeState(node.name(), node.address(), texts(node.podCidrs()), node.leftOut());
  }

  private static List<String> texts(List<Prefix> cidrs) {
    return cidrs.stream().map(Prefix::toString).toList();
  }

  static InterconnectState state(Interconnect interconnect) {
    return new InterconnectState(
        interconnect.name(),
        interconnect.revision(),
        interconnect.members(),
        interconnect.peers().stream().map(Contract::state).distinct().toList(),
        interconnect.preserveSource() ? InterconnectState.PRESERVE : null,
        interconnect.leaving().clusters().isEmpty() ? null : interconnect.leaving().clusters(),
        interconnect.onDrift() == OnDrift.HEAL ? InterconnectState.HEAL : null,
        interconnect.routers().services() ? InterconnectState.ANNOUNCE : null);
  }

  static ReflectorSpec spec(DeclaredReflector declared) {
    ReflectorSaid said = declared.said();
    return new ReflectorSpec(
        said.name(),
        said.address(),
        said.port(),
        said.asn(),
        said.runsHere(),
        said.keyFile(),
        said.authSecretRef(),
        said.formerKeyFile());
  }

  private static ReflectorState state(Reflector reflector) {
    return new ReflectorState(
        reflector.name(), reflector.address(), reflector.port(), reflector.asn());
  }

  static InterconnectConditionsChanged conditions(
      String interconnect, long revision, List<Condition> conditions) {
    return new InterconnectConditionsChanged(
        interconnect, revision, conditions.stream().map(Contract::state).toList());
  }

  static ReflectorConditionsChanged conditionsOfReflector(
      String reflector, List<Condition> conditions) {
    return new ReflectorConditionsChanged(
        reflector, conditions.stream().map(Contract::state).toList());
  }

  private static ConditionState state(Condition condition) {
    return new ConditionState(
        condition.type().text(),
        condition.status().text(),
        condition.reason(),
        condition.message(),
        condition.since());
  }

  static RolloutEvent event(Rollout rollout, RolloutFact fact) {
    RolloutIdentity id =
        new RolloutIdentity(rollout.id(), rollout.interconnect(), rollout.cluster());
    int steps = rollout.steps().size();
    return switch (fact) {
      case RolloutFact.Planned(List<String> cautions) -> planned(id, rollout, cautions);
      case RolloutFact.Started _ -> new RolloutEvent.RolloutStarted(id);
      case RolloutFact.NodeRestarting(String node, int step, String pod) ->
          new RolloutEvent.NodeRestarting(id, node, step, steps, pod);
      case RolloutFact.NodeVerified(
              String node,
              int step,
              List<String> gates,
              long took,
              Progress progress) ->
          new RolloutEvent.NodeVerified(
              id, node, step, steps, gates, took, progress.percent(), progress.estimatedEnd());
      case RolloutFact.Paused(String node, String reason, String nextStep) ->
          new RolloutEvent.RolloutPaused(id, node, reason, nextStep);
      case RolloutFact.Steered(Verb verb, String why) ->
          new RolloutEvent.RolloutSteered(id, RolloutEvent.Verb.valueOf(verb.name()), why);
      case RolloutFact.Failed(var failure) ->
          new RolloutEvent.RolloutFailed(
              id,
              failure.node(),
              failure.reason(),
              failure.nextStep(),
              failure.gate() == null ? null : failure.gate().name(),
              failure.evidence());
      case RolloutFact.RolledBack(String reason, List<String> nodes) ->
          new RolloutEvent.RolledBack(
              id, reason, Bounded.names(nodes), Bounded.names(rollout.nodes(NodeStep.Status.GONE)));
      case RolloutFact.Completed(long took) -> completed(id, rollout, took);
    };
  }

  private static RolloutEvent completed(RolloutIdentity id, Rollout rollout, long took) {
    return new RolloutEvent.RolloutCompleted(
        id,
        rollout.steps().size(),
        took,
        rollout.nodes(NodeStep.Status.VERIFIED).size(),
        Bounded.names(rollout.nodes(NodeStep.Status.LEFT_OUT)),
        Bounded.names(rollout.nodes(NodeStep.Status.GONE)));
  }

  static RolloutEvent event(Rollout last, DriftFact fact) {
    RolloutIdentity id = new RolloutIdentity(last.id(), last.interconnect(), last.cluster());
    return switch (fact) {
      case DriftFact.Found(Drift drift, String nextStep) ->
          new RolloutEvent.DriftFound(
              id, drift.object(), drift.difference(), DriftState.by(drift), nextStep);
      case DriftFact.Healed(String object) -> new RolloutEvent.DriftHealed(id, object);
      case DriftFact.Ended(String object) -> new RolloutEvent.DriftEnded(id, object);
    };
  }

  static RolloutEvent event(Rollout last, Leftover leftover) {
    return new RolloutEvent.RemainsLeft(
        new RolloutIdentity(last.id(), last.interconnect(), last.cluster()),
        leftover.remains().stream()
            .flatMap(r -> r.lines().stream().map(line -> r.object() + ": " + line))
            .toList(),
        leftover.remains().stream().flatMap(r -> r.commands().stream()).toList());
  }

  private static RolloutEvent.Direction direction(Direction direction) {
    return switch (direction) {
      case JOIN -> RolloutEvent.Direction.JOIN;
      case CHANGE -> RolloutEvent.Direction.CHANGE;
      case LEAVE -> RolloutEvent.Direction.LEAVE;
    };
  }

  private static RolloutEvent planned(RolloutIdentity id, Rollout rollout, List<String> cautions) {
    RouterChange change = rollout.change();
    if (change == null) {
      throw new IllegalStateException("a plan without a change");
    }
    return new RolloutEvent.RolloutPlanned(
        id,
        direction(rollout.direction()),
        change.driver(),
        change.diff(),
        Bounded.names(rollout.steps().stream().map(NodeStep::node).toList()),
        Bounded.cautions(cautions));
  }
}
