package io.podspan.console.problem;

import io.podspan.console.journal.Attendance;
import io.podspan.console.journal.Fact;
import io.podspan.console.journal.Projection;
import io.podspan.events.ClusterState;
import io.podspan.events.IntentEvent;
import io.podspan.events.NodeState;
import io.podspan.events.RouteEvent;
import io.podspan.events.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads from the present facts what is not as it should be. Pure. */
final class Symptoms {
  private final Projection projection;
  private final UnderWay underWay;
  private final List<Symptom> found = new ArrayList<>();
  private final List<Symptom.FailingPair> stale = new ArrayList<>();

  private Symptoms(Projection projection, UnderWay underWay) {
    this.projection = projection;
    this.underWay = underWay;
  }

  /**
   * @param now for what must not be older than some time
   * @param enduring pairs that failed all the time although something was mended
   * @param absent services that are not there
   */
  static Symptoms of(
      Projection projection,
      UnderWay underWay,
      Instant now,
      Enduring.Pairs enduring,
      List<Attendance.Absent> absent) {
    Symptoms symptoms = new Symptoms(projection, underWay);
    symptoms.nodes();
    symptoms.found.addAll(SessionSymptoms.of(projection, underWay));
    symptoms.routes();
    PairSymptoms pairs = PairSymptoms.of(projection, underWay, now, enduring);
    symptoms.found.addAll(pairs.found());
    symptoms.stale.addAll(pairs.stale());
    symptoms.found.addAll(underWay.stopped());
    symptoms.conditions();
    absent.forEach(
        one -> symptoms.found.add(new Symptom.NotThere(one.name(), one.reflector(), one.since())));
    return symptoms;
  }

  /** In no order that matters. */
  List<Symptom> found() {
    return List.copyOf(found);
  }

  /**
   * Pairs that failed before something at one of their nodes was mended, and not measured since.
   */
  List<Symptom.FailingPair> stale() {
    return List.copyOf(stale);
  }

  private void nodes() {
    World world = projection.world();
    for (ClusterState cluster : world.clusters().values()) {
      boolean joined = !world.joinedWith(cluster.name()).isEmpty();
      boolean reads = !world.expectedRoutes(cluster.name()).isEmpty();
      for (NodeState node : cluster.nodes()) {
        NodeName name = new NodeName(cluster.name(), node.name());
        if (joined && !underWay.excuses(name)) {
          node(name, reads);
        }
      }
    }
  }

  /**
   * @param reads whether routes are expected of it
   */
  private void node(NodeName name, boolean reads) {
    projection
        .covered(Projection.UNREAD_NODES + name)
        .ifPresentOrElse(
            fact ->
                found.add(
                    new Symptom.NodeUnread(
                        name, ((RouteEvent.NodeRead) fact.event()).why(), fact.time())),
            () -> tables(name, reads));
  }

  private void tables(NodeName name, boolean reads) {
    Fact fact = projection.covered(Projection.NODE_ROUTES + name).orElse(null);
    if (fact == null) {
      if (reads) {
        Instant since =
            projection
                .fact(Projection.CLUSTERS + name.cluster())
                .map(Fact::time)
                .orElse(Instant.EPOCH);
        found.add(new Symptom.NodeUnread(name, "nobody has read its routes yet", since));
      }
      return;
    }
    RouteEvent.NodeRoutesChanged read = (RouteEvent.NodeRoutesChanged) fact.event();
    if (read.unread() != null) {
      found.add(new Symptom.NodeUnread(name, read.unread(), fact.time()));
    }
  }

  private void routes() {
    Map<String, NodeName> byAddress = byAddress(projection.world());
    projection
        .coveredFacts(Projection.MISSING_ROUTES)
        .map(Map.Entry::getValue)
        .forEach(fact -> route(fact, byAddress));
  }

  private void route(Fact fact, Map<String, NodeName> byAddress) {
    RouteEvent.RouteMissing missing = (RouteEvent.RouteMissing) fact.event();
    NodeName node = new NodeName(missing.cluster(), missing.node());
    NodeName origin = byAddress.get(missing.route().nextHop());
    if (!underWay.excuses(node) && (origin == null || !underWay.excuses(origin))) {
      found.add(
          new Symptom.MissingRoute(
              node, missing.route().prefix(), origin, missing.cause(), missing.why(), fact.time()));
    }
  }

  private static Map<String, NodeName> byAddress(World world) {
    Map<String, NodeName> nodes = new HashMap<>();
    for (ClusterState cluster : world.clusters().values()) {
      cluster
          .nodes()
          .forEach(node -> nodes.put(node.address(), new NodeName(cluster.name(), node.name())));
    }
    return nodes;
  }

  private void conditions() {
    projection
        .coveredFacts(Projection.CONDITIONS)
        .map(Map.Entry::getValue)
        .forEach(this::conditions);
  }

  /** Ready sums the others up; Drifted is the one that is bad when it is true. */
  private void conditions(Fact fact) {
    var told = (IntentEvent.InterconnectConditionsChanged) fact.event();
    if (underWay.busy(told.interconnect())) {
      return;
    }
    for (var condition : told.conditions()) {
      boolean known = !condition.status().equals("Unknown");
      boolean unmet = condition.type().equals("Ready") && !condition.status().equals("True");
      boolean drifted = condition.type().equals("Drifted") && condition.status().equals("True");
      if (unmet || drifted) {
        found.add(
            new Symptom.Unmet(
                told.interconnect(), condition.type(), known, condition.message(), fact.time()));
      }
    }
  }
}
