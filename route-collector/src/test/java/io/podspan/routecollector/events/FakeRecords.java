package io.podspan.routecollector.events;

import io.podspan.routecollector.route.Charge;
import io.podspan.routecollector.route.Elsewhere;
import io.podspan.routecollector.route.Expectation;
import io.podspan.routecollector.route.Known;
import io.podspan.routecollector.route.NodeRecords;
import io.podspan.routecollector.route.NodeStatus;
import io.podspan.routecollector.route.Observation;
import io.podspan.routecollector.route.ReadOutcome;
import io.podspan.routecollector.route.RouterLook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What is known of nodes, in memory. */
final class FakeRecords implements NodeRecords {
  private Instant now = Instant.parse("2026-01-02T12:00:00Z");

  final Map<String, NodeStatus> statuses = new TreeMap<>();

  /** The nodes whose look was told, one for each look. */
  final List<String> looks = new ArrayList<>();

  /** Another instance reads their clusters by now. */
  final Set<Charge> over = new HashSet<>();

  boolean away;

  @Override
  public Optional<NodeStatus> record(
      Charge charge,
      String node,
      ReadOutcome outcome,
      Expectation expectation,
      Elsewhere elsewhere) {
    failIfAway();
    if (over.contains(charge)) {
      return Optional.empty();
    }
    String cluster = charge.cluster();
    now = now.plusSeconds(1);
    NodeStatus before = find(cluster, node).orElseGet(() -> NodeStatus.notReadYet(cluster, node));
    NodeStatus after =
        switch (outcome) {
          case ReadOutcome.Read(var tables) ->
              before.read(
                  Observation.of(before, tables, expectation, elsewhere).now(),
                  RouterLook.of(tables, expectation, now),
                  now);
          case ReadOutcome.Unreadable(String why) -> before.unreadable(why, now);
          case ReadOutcome.RouterDown(String why) -> before.withoutRouter(why, now);
        };
    statuses.put(NodeRecords.key(cluster, node), after);
    return Optional.of(after);
  }

  @Override
  public void tell(Charge charge, NodeStatus status) {
    looks.add(NodeRecords.key(status.cluster(), status.node()));
  }

  @Override
  public Optional<NodeStatus> find(String cluster, String node) {
    return Optional.ofNullable(statuses.get(NodeRecords.key(cluster, node)));
  }

  @Override
  public List<NodeStatus> find(Collection<String> clusterAndNode) {
    return clusterAndNode.stream().filter(statuses::containsKey).map(statuses::get).toList();
  }

  @Override
  public Map<String, RouterLook> routers(Collection<String> clusterAndNode) {
    Map<String, RouterLook> looks = new TreeMap<>();
    for (NodeStatus status : find(clusterAndNode)) {
      if (status.router() != null) {
        looks.put(NodeRecords.key(status.cluster(), status.node()), status.router());
      }
    }
    return looks;
  }

  @Override
  public void expect(Charge charge, Collection<String> clusterAndNode, Expectation expectation) {
    failIfAway();
    for (NodeStatus status : find(clusterAndNode)) {
      Known known = status.known();
      if (known != null) {
        statuses.put(
            NodeRecords.key(status.cluster(), status.node()),
            status.expecting(known.within(expectation)));
      }
    }
  }

  @Override
  public void keep(Charge charge, Collection<String> clusterAndNode) {
    failIfAway();
    statuses
        .values()
        .removeIf(
            status ->
                status.cluster().equals(charge.cluster())
                    && !clusterAndNode.contains(NodeRecords.key(status.cluster(), status.node())));
  }

  @Override
  public void keepClusters(Collection<String> clusters) {
    failIfAway();
    statuses.values().removeIf(status -> !clusters.contains(status.cluster()));
  }

  private void failIfAway() {
    if (away) {
      throw new IllegalStateException("the database is away");
    }
  }
}
