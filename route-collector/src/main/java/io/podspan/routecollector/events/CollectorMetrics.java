package io.podspan.routecollector.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.podspan.routecollector.route.NodeStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/** Figures per cluster that is ours. */
@ApplicationScoped
public class CollectorMetrics {
  /** Of a node. */
  private record Figures(long missing, long unreadable) {
    static Figures of(NodeStatus status) {
      return new Figures(status.missingRoutes(), status.readable() ? 0 : 1);
    }
  }

  private final MeterRegistry registry;
  private final MultiGauge missing;
  private final MultiGauge unreadable;
  private final MultiGauge feeds;
  private final Counter late;

  /** By cluster and node. */
  private final Map<String, Map<String, Figures>> figures = new ConcurrentHashMap<>();

  /** How many nodes are watched how, by cluster. */
  private final Map<String, Map<String, Long>> watched = new ConcurrentHashMap<>();

  @Inject
  public CollectorMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.missing =
        MultiGauge.builder("podspan_missing_routes")
            .description("Expected routes that nodes of the cluster lack")
            .register(registry);
    this.unreadable =
        MultiGauge.builder("podspan_unreadable_nodes")
            .description("Nodes of the cluster that cannot be read")
            .register(registry);
    this.feeds =
        MultiGauge.builder("podspan_node_feeds")
            .description("Nodes of the cluster whose feed is in this state")
            .register(registry);
    this.late =
        Counter.builder("podspan_late_looks")
            .description("Looks that ended when another instance read the cluster: not kept")
            .register(registry);
  }

  /** A look ended when its cluster was not ours any more. */
  void late() {
    late.increment();
  }

  void took(String cluster, Duration duration) {
    registry.timer("podspan_cluster_read", "cluster", cluster).record(duration);
  }

  /** All nodes of a cluster were looked at. */
  void looked(String cluster, List<NodeStatus> statuses) {
    Map<String, Figures> now = new ConcurrentHashMap<>();
    statuses.forEach(status -> now.put(status.node(), Figures.of(status)));
    if (!now.equals(figures.put(cluster, now))) {
      show();
    }
  }

  /** One node was, of a cluster whose nodes were. */
  void looked(NodeStatus status) {
    Map<String, Figures> of = figures.get(status.cluster());
    Figures now = Figures.of(status);
    if (of != null && !now.equals(of.put(status.node(), now))) {
      show();
    }
  }

  /** How many nodes of a cluster are watched how. */
  void followed(String cluster, Map<String, Long> states) {
    if (!states.equals(watched.put(cluster, states))) {
      show();
    }
  }

  /** Another instance reads this cluster now. */
  void forget(String cluster) {
    if (figures.remove(cluster) != null | watched.remove(cluster) != null) {
      show();
    }
  }

  /** There are no other clusters than these any more. */
  void keep(Set<String> clusters) {
    if (figures.keySet().retainAll(clusters) | watched.keySet().retainAll(clusters)) {
      show();
    }
  }

  private synchronized void show() {
    missing.register(rows(Figures::missing), true);
    unreadable.register(rows(Figures::unreadable), true);
    feeds.register(states(), true);
  }

  private List<MultiGauge.Row<?>> states() {
    return watched.entrySet().stream()
        .flatMap(
            cluster ->
                cluster.getValue().entrySet().stream()
                    .<MultiGauge.Row<?>>map(
                        state ->
                            MultiGauge.Row.of(
                                Tags.of("cluster", cluster.getKey(), "state", state.getKey()),
                                state.getValue())))
        .toList();
  }

  private List<MultiGauge.Row<?>> rows(ToLongFunction<Figures> figure) {
    return figures.entrySet().stream()
        .<MultiGauge.Row<?>>map(
            e ->
                MultiGauge.Row.of(
                    Tags.of("cluster", e.getKey()),
                    e.getValue().values().stream().mapToLong(figure).sum()))
        .toList();
  }
}
