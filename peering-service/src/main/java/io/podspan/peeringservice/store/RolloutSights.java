package io.podspan.peeringservice.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.podspan.peeringservice.peering.conditions.DeclaredIntent;
import io.podspan.peeringservice.peering.rollout.NodeTurn;
import io.podspan.peeringservice.peering.rollout.ProbedNodes;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import io.podspan.peeringservice.peering.rollout.Sight;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;

/**
 * The looks of all owners. Dozens of them look several times a second, so one reading is for all
 * who ask at the same time: it takes as many questions to Postgres for fifty owners as for one.
 * What a row says is worked out by who asked for it.
 */
@ApplicationScoped
public class RolloutSights {
  private static final Duration APART = Duration.ofMillis(20);

  /** Pairs of clusters: 22 clusters that are rolled out together, or 6 MB. */
  private static final int MOST_PAIRS = 512;

  private static final TypeReference<List<ProbedNodes>> ROUND = new TypeReference<>() {};

  private final DataSource tables;
  private final KnownIntent intent;
  private final KnownObservations observed;
  private final KnownRollouts rollouts;
  private final KnownNodes nodes = new KnownNodes();
  private final KnownVersions<List<ProbedNodes>> rounds =
      new KnownVersions<>(
          "probed_nodes",
          "id, nodes",
          MOST_PAIRS,
          row -> List.copyOf(Json.read(row.getString(2), ROUND)));
  private final KnownRoutesDue routesDue = new KnownRoutesDue();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("rollout-sights").factory());
  private final SharedReading<Rollout, Seen> reading =
      new SharedReading<>(this::read, thread, APART, System::nanoTime);

  @Inject
  public RolloutSights(
      DataSource tables, KnownIntent intent, KnownObservations observed, KnownRollouts rollouts) {
    this.tables = tables;
    this.intent = intent;
    this.observed = observed;
    this.rollouts = rollouts;
  }

  /**
   * What one reading found.
   *
   * @param rollouts by interconnect and id
   * @param kept by id, those that were asked about
   * @param nodes of those under way
   * @param rounds by from/to cluster
   */
  record Seen(
      KnownIntent.Read intent,
      KnownObservations observed,
      Map<String, Map<String, Held<Rollout>>> rollouts,
      Map<String, Held<Rollout>> kept,
      KnownNodes.Seen nodes,
      Map<String, Held<List<ProbedNodes>>> rounds) {
    /** One that is kept nowhere is as its owner knows it. */
    Rollout kept(Rollout asked) {
      Held<Rollout> found = kept.get(asked.id());
      return found == null ? asked : found.value();
    }

    List<Rollout> of(String interconnect) {
      return rollouts.getOrDefault(interconnect, Map.of()).values().stream()
          .map(Held::value)
          .toList();
    }
  }

  /** What there is to be seen from now on. */
  Sight of(Rollout asked) {
    Seen seen = reading.ask(asked);
    Rollout kept = seen.kept(asked);
    // Another writer may have moved it on to nodes that nobody asked about.
    return underWay(asked).containsAll(underWay(kept))
        ? new StoredSight(kept, seen, routesDue)
        : of(kept);
  }

  /** As {@code cluster/node}. */
  static Set<String> underWay(Rollout rollout) {
    Set<String> nodes = new HashSet<>();
    if (rollout.state() instanceof RolloutState.Rolling(List<NodeTurn> turns)) {
      turns.forEach(turn -> nodes.add(rollout.cluster() + "/" + turn.node()));
    }
    return nodes;
  }

  private Seen read(List<Rollout> asked) {
    try (Connection connection = tables.getConnection()) {
      return read(connection, asked);
    } catch (SQLException e) {
      throw new IllegalStateException("Postgres does not answer", e);
    }
  }

  private Seen read(Connection connection, List<Rollout> asked) throws SQLException {
    KnownIntent.Read declared = intent.now(connection);
    Map<String, Map<String, Held<Rollout>>> all = new HashMap<>();
    Map<String, Held<Rollout>> kept = new HashMap<>();
    Set<String> ids = new HashSet<>();
    Set<String> pairs = new HashSet<>();
    for (Rollout one : asked) {
      String interconnect = one.interconnect();
      if (!all.containsKey(interconnect)) {
        all.put(interconnect, rollouts.of(connection, interconnect));
      }
      Held<Rollout> found = all.getOrDefault(interconnect, Map.of()).get(one.id());
      if (found != null) {
        kept.put(one.id(), found);
      } else {
        rollouts.load(connection, one.id()).ifPresent(other -> kept.put(one.id(), other));
      }
      Set<String> underWay = underWay(one);
      if (ids.addAll(underWay)) {
        pairs.addAll(pairs(declared.declared(), one.cluster()));
      }
    }
    return new Seen(
        declared,
        observed.now(connection),
        all,
        kept,
        nodes.of(connection, ids),
        rounds.of(connection, pairs));
  }

  private static Set<String> pairs(DeclaredIntent declared, String cluster) {
    Set<String> pairs = new HashSet<>();
    for (String other : declared.joinedWith(cluster, i -> !i.withdrawing())) {
      pairs.add(cluster + "/" + other);
      pairs.add(other + "/" + cluster);
    }
    return pairs;
  }

  /** After the rollouts have ended, each at the end of its step. */
  void stop(@Observes @Priority(Integer.MAX_VALUE) ShutdownEvent event) {
    thread.shutdown();
  }
}
