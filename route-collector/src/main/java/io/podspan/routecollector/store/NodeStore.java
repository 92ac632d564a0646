package io.podspan.routecollector.store;

import io.podspan.routecollector.route.Expectation;
import io.podspan.routecollector.route.NodeRecords;
import io.podspan.routecollector.route.NodeStatus;
import io.podspan.routecollector.route.Observation;
import io.podspan.routecollector.route.ReadOutcome;
import io.podspan.routecollector.route.Reading;
import io.podspan.servicekit.publish.EventPublisher;
import io.podspan.servicekit.publish.UncheckedSqlException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Load, decide, save and publish: one transaction. */
@ApplicationScoped
public class NodeStore implements NodeRecords {
  private final DataSource dataSource;
  private final EventPublisher publisher;
  private final Clock clock = Clock.systemUTC();

  @Inject
  public NodeStore(DataSource dataSource, EventPublisher publisher) {
    this.dataSource = dataSource;
    this.publisher = publisher;
  }

  @Override
  @Transactional
  public NodeStatus record(
      String cluster, String node, ReadOutcome outcome, Expectation expectation) {
    return with(
        connection -> {
          String name = NodeRecords.key(cluster, node);
          // Two instances may both think a node theirs for a moment: they take turns.
          NodeRows.lock(connection, name);
          NodeStatus before =
              NodeRows.find(connection, List.of(name)).stream()
                  .findFirst()
                  .orElseGet(() -> NodeStatus.notReadYet(cluster, node));
          NodeStatus now = after(before, outcome, expectation);
          NodeRows.save(connection, now);
          return now;
        });
  }

  private NodeStatus after(NodeStatus before, ReadOutcome outcome, Expectation expectation) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return switch (outcome) {
      case ReadOutcome.Read(Reading reading) -> {
        Observation observation =
            Observation.of(before.cluster(), before.node(), before.known(), reading, expectation);
        if (!observation.events().isEmpty()) {
          publisher.publish(observation.events());
        }
        yield before.read(observation.now(), now);
      }
      case ReadOutcome.Unreadable(String why) -> before.unreadable(why, now);
    };
  }

  @Override
  @Transactional
  public Optional<NodeStatus> find(String cluster, String node) {
    return find(List.of(NodeRecords.key(cluster, node))).stream().findFirst();
  }

  @Override
  @Transactional
  public List<NodeStatus> find(Collection<String> clusterAndNode) {
    return with(connection -> NodeRows.find(connection, clusterAndNode));
  }

  @Override
  @Transactional
  public void forget(Collection<String> clusterAndNode) {
    with(
        connection -> {
          NodeRows.delete(connection, clusterAndNode);
          return clusterAndNode;
        });
  }

  /** What is done with a connection. */
  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** On the connection of the caller's transaction. */
  private <T> T with(Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }
}
