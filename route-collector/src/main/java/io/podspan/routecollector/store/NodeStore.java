package io.podspan.routecollector.store;

import io.podspan.routecollector.route.Expectation;
import io.podspan.routecollector.route.Known;
import io.podspan.routecollector.route.NodeRecords;
import io.podspan.routecollector.route.NodeStatus;
import io.podspan.routecollector.route.Observation;
import io.podspan.routecollector.route.ReadOutcome;
import io.podspan.servicekit.publish.EventPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Load, decide, save and publish: one transaction. */
@ApplicationScoped
public class NodeStore implements NodeRecords {
  private final EventPublisher publisher;
  private final Clock clock = Clock.systemUTC();

  @Inject
  public NodeStore(EventPublisher publisher) {
    this.publisher = publisher;
  }

  @Override
  @Transactional
  public NodeStatus record(
      String cluster, String node, ReadOutcome outcome, Expectation expectation) {
    NodeStatusEntity row = lockedRow(cluster, node);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    switch (outcome) {
      case ReadOutcome.Read(var reading) -> {
        Known before = KnownJson.read(row.known).orElse(null);
        Observation observation = Observation.of(cluster, node, before, reading, expectation);
        if (!observation.now().equals(before)) {
          row.known = KnownJson.write(observation.now());
        }
        row.readAt = now;
        row.unreadableSince = null;
        row.unreadableWhy = null;
        if (!observation.events().isEmpty()) {
          publisher.publish(observation.events());
        }
      }
      case ReadOutcome.Unreadable(String why) -> {
        row.unreadableSince = row.unreadableSince == null ? now : row.unreadableSince;
        row.unreadableWhy = why;
      }
    }
    return status(row);
  }

  /** Locked, so that two instances that both think a node theirs for a moment take turns. */
  private static NodeStatusEntity lockedRow(String cluster, String node) {
    String name = NodeRecords.key(cluster, node);
    NodeStatusEntity present = NodeStatusEntity.findById(name, LockModeType.PESSIMISTIC_WRITE);
    if (present != null) {
      return present;
    }
    NodeStatusEntity row = new NodeStatusEntity();
    row.name = name;
    row.cluster = cluster;
    row.node = node;
    row.persist();
    return row;
  }

  @Override
  @Transactional
  public Optional<NodeStatus> find(String cluster, String node) {
    @Nullable NodeStatusEntity row = NodeStatusEntity.findById(NodeRecords.key(cluster, node));
    return Optional.ofNullable(row).map(NodeStore::status);
  }

  @Override
  @Transactional
  public List<NodeStatus> find(Collection<String> clusterAndNode) {
    if (clusterAndNode.isEmpty()) {
      return List.of();
    }
    return NodeStatusEntity.<NodeStatusEntity>list("name in ?1", clusterAndNode).stream()
        .map(NodeStore::status)
        .toList();
  }

  @Override
  @Transactional
  public void forget(Collection<String> clusterAndNode) {
    if (!clusterAndNode.isEmpty()) {
      NodeStatusEntity.delete("name in ?1", clusterAndNode);
    }
  }

  private static NodeStatus status(NodeStatusEntity row) {
    return new NodeStatus(
        row.cluster,
        row.node,
        KnownJson.read(row.known).orElse(null),
        row.readAt,
        row.unreadableSince,
        row.unreadableWhy);
  }
}
