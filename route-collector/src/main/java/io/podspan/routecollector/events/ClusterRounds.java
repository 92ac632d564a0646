package io.podspan.routecollector.events;

import io.podspan.events.ClusterState;
import io.podspan.events.world.World;
import io.podspan.routecollector.route.ClusterReader;
import io.podspan.routecollector.route.Expectation;
import io.podspan.routecollector.route.NodeRecords;
import io.podspan.routecollector.route.NodeStatus;
import io.podspan.routecollector.route.ReadOutcome;
import io.podspan.servicekit.follow.IntentFollower;
import io.podspan.servicekit.follow.WorkShare;
import io.podspan.servicekit.rounds.Pace;
import io.podspan.servicekit.rounds.Rounds;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Rounds of looks at each cluster that is ours. */
@ApplicationScoped
public class ClusterRounds {
  private static final Duration NOT_OURS = Duration.ofSeconds(1);

  private final IntentFollower intent;
  private final WorkShare share;
  private final ClusterReader reader;
  private final NodeRecords records;
  private final CollectorMetrics metrics;
  private final Pace<String> pace;
  private final Rounds<String> rounds = new Rounds<>("collect", this::round);

  /** Of the last intent, owned by the thread that tells of it. */
  private Set<String> nodes = Set.of();

  @Inject
  public ClusterRounds(
      IntentFollower intent,
      WorkShare share,
      ClusterReader reader,
      NodeRecords records,
      CollectorMetrics metrics,
      @ConfigProperty(name = "podspan.collector.interval", defaultValue = "10s") Duration steady,
      @ConfigProperty(name = "podspan.collector.converging-interval", defaultValue = "2s")
          Duration converging) {
    this.intent = intent;
    this.share = share;
    this.reader = reader;
    this.records = records;
    this.metrics = metrics;
    this.pace = new Pace<>(steady, converging);
  }

  /** The intent is another one: other clusters, and other expectations of each. */
  void onIntent(World world) {
    rounds.keep(world.clusters().keySet());
    rounds.triggerAll();
    Set<String> gone = new HashSet<>(nodes);
    nodes = nodeNames(world);
    gone.removeAll(nodes);
    if (!gone.isEmpty()) {
      Thread.ofVirtual().name("forget").start(() -> records.forget(gone));
    }
  }

  private static Set<String> nodeNames(World world) {
    Set<String> names = new HashSet<>();
    world
        .clusters()
        .values()
        .forEach(
            cluster ->
                cluster
                    .nodes()
                    .forEach(node -> names.add(NodeRecords.key(cluster.name(), node.name()))));
    return names;
  }

  /** Something is about to change in this cluster: look now, and often for a while. */
  void onHint(String cluster) {
    pace.hint(cluster);
    rounds.trigger(cluster);
  }

  private Duration round(String name) {
    World world = intent.world();
    ClusterState cluster = world.clusters().get(name);
    if (cluster == null || !share.isOurs(name)) {
      metrics.forget(name);
      return NOT_OURS;
    }
    List<NodeStatus> statuses = look(cluster, Expectation.of(world, name));
    metrics.looked(name, statuses);
    boolean complete =
        statuses.size() == cluster.nodes().size()
            && statuses.stream().allMatch(s -> s.readable() && s.missingRoutes() == 0);
    return pace.pause(name, complete);
  }

  private List<NodeStatus> look(ClusterState cluster, Expectation expectation) {
    long began = System.nanoTime();
    Queue<NodeStatus> statuses = new ConcurrentLinkedQueue<>();
    reader.read(
        cluster,
        (node, outcome) -> {
          if (outcome instanceof ReadOutcome.Unreadable && rounds.closed()) {
            return;
          }
          statuses.add(records.record(cluster.name(), node, outcome, expectation));
        });
    metrics.took(cluster.name(), Duration.ofNanos(System.nanoTime() - began));
    return List.copyOf(statuses);
  }

  /** Before the clients and the database go. */
  void stop(@Observes @Priority(1) ShutdownEvent event) {
    rounds.close();
  }
}
