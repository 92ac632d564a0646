package io.podspan.routecollector.store;

import io.podspan.routecollector.change.Change;
import io.podspan.routecollector.change.TableChanges;
import io.podspan.routecollector.route.Charge;
import io.podspan.routecollector.route.Elsewhere;
import io.podspan.routecollector.route.Expectation;
import io.podspan.routecollector.route.Known;
import io.podspan.routecollector.route.NodeRecords;
import io.podspan.routecollector.route.NodeStatus;
import io.podspan.routecollector.route.NodeTables;
import io.podspan.routecollector.route.Observation;
import io.podspan.routecollector.route.ReadOutcome;
import io.podspan.routecollector.route.RouterLook;
import io.podspan.servicekit.publish.EventPublisher;
import io.podspan.servicekit.publish.UncheckedSqlException;
import io.podspan.servicekit.share.Fence;
import io.podspan.servicekit.share.Tenure;
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
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Load, decide, save and publish: one transaction, and only while the charge lasts that was there
 * before the look.
 */
@ApplicationScoped
public class NodeStore implements NodeRecords {
  private final DataSource dataSource;
  private final EventPublisher publisher;
  private final Fence fence = new Fence("collector");
  private final Clock clock = Clock.systemUTC();

  @Inject
  public NodeStore(DataSource dataSource, EventPublisher publisher) {
    this.dataSource = dataSource;
    this.publisher = publisher;
  }

  @Override
  @Transactional
  public Optional<NodeStatus> record(
      Charge charge,
      String node,
      ReadOutcome outcome,
      Expectation expectation,
      Elsewhere elsewhere) {
    return with(
        connection -> {
          if (isOver(connection, charge)) {
            return Optional.empty();
          }
          String name = NodeRecords.key(charge.cluster(), node);
          // A look of the last term may end just now: they take turns.
          NodeRows.lock(connection, name);
          NodeStatus before =
              NodeRows.find(connection, List.of(name)).stream()
                  .findFirst()
                  .orElseGet(() -> NodeStatus.notReadYet(charge.cluster(), node));
          NodeStatus now = after(before, outcome, expectation, elsewhere);
          save(connection, before, now);
          if (now.look().readable() != before.look().readable()) {
            publisher.publish(now.look());
          }
          return Optional.of(now);
        });
  }

  /** With what changed. */
  private void save(Connection connection, NodeStatus before, NodeStatus now) throws SQLException {
    boolean isKnown = before.known() != null && before.known().equals(now.known());
    // The row may have been forgotten since it was read: that takes no lock of the node.
    if (!isKnown || !NodeRows.saveLook(connection, now)) {
      NodeRows.save(connection, now);
    }
    List<Change> changes = TableChanges.between(before, now);
    if (!changes.isEmpty()) {
      String name = NodeRecords.key(now.cluster(), now.node());
      ChangeRows.add(connection, name, changes);
    }
  }

  /** If it is not, it lasts until the transaction ends. */
  private boolean isOver(Connection connection, Charge charge) throws SQLException {
    return !fence.lets(connection, new Tenure(charge.cluster(), charge.term()));
  }

  @Override
  @Transactional
  public void tell(Charge charge, NodeStatus status) {
    with(
        connection -> {
          if (!isOver(connection, charge)) {
            publisher.publish(status.look());
          }
          return status;
        });
  }

  private NodeStatus after(
      NodeStatus before, ReadOutcome outcome, Expectation expectation, Elsewhere elsewhere) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return switch (outcome) {
      case ReadOutcome.Read(NodeTables tables) ->
          before.read(
              published(Observation.of(before, tables, expectation, elsewhere)),
              RouterLook.of(tables, expectation, elsewhere.asOf()),
              now);
      case ReadOutcome.Unreadable(String why) ->
          expecting(before, expectation).unreadable(why, now);
      case ReadOutcome.RouterDown(String why) ->
          expecting(before, expectation).withoutRouter(why, now);
    };
  }

  private NodeStatus expecting(NodeStatus status, Expectation expectation) {
    Known known = status.known();
    return known == null
        ? status
        : status.expecting(
            published(Observation.unread(status.cluster(), status.node(), known, expectation)));
  }

  private Known published(Observation observation) {
    if (!observation.events().isEmpty()) {
      publisher.publish(observation.events());
    }
    return observation.now();
  }

  @Override
  @Transactional
  public void expect(Charge charge, Collection<String> clusterAndNode, Expectation expectation) {
    with(
        connection -> {
          if (isOver(connection, charge)) {
            return clusterAndNode;
          }
          for (String name : clusterAndNode.stream().sorted().toList()) {
            NodeRows.lock(connection, name);
            for (NodeStatus before : NodeRows.find(connection, List.of(name))) {
              NodeStatus now = expecting(before, expectation);
              if (!now.equals(before)) {
                save(connection, before, now);
              }
            }
          }
          return clusterAndNode;
        });
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
  public Map<String, RouterLook> routers(Collection<String> clusterAndNode) {
    return with(connection -> NodeRows.routers(connection, clusterAndNode));
  }

  @Override
  @Transactional
  public void keep(Charge charge, Collection<String> clusterAndNode) {
    with(
        connection -> {
          if (!isOver(connection, charge)) {
            NodeRows.deleteOthers(connection, charge.cluster(), clusterAndNode);
            ChangeRows.deleteOthers(connection, charge.cluster(), clusterAndNode);
          }
          return clusterAndNode;
        });
  }

  @Override
  @Transactional
  public void keepClusters(Collection<String> clusters) {
    with(
        connection -> {
          NodeRows.deleteOtherClusters(connection, clusters);
          ChangeRows.deleteOtherClusters(connection, clusters);
          return clusters;
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
