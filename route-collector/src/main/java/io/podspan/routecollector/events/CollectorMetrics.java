package io.podspan.routecollector.events;

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
import java.util.function.ToDoubleFunction;

/** Figures per cluster that is ours. */
@ApplicationScoped
public class CollectorMetrics {
  private record Figures(long missing, long unreadable) {}

  private final MeterRegistry registry;
  private final MultiGauge missing;
  private final MultiGauge unreadable;
  private final Map<String, Figures> figures = new ConcurrentHashMap<>();

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
  }

  void took(String cluster, Duration duration) {
    registry.timer("podspan_cluster_read", "cluster", cluster).record(duration);
  }

  void looked(String cluster, List<NodeStatus> statuses) {
    long missingRoutes = statuses.stream().mapToLong(NodeStatus::missingRoutes).sum();
    long unreadableNodes = statuses.stream().filter(s -> !s.readable()).count();
    Figures now = new Figures(missingRoutes, unreadableNodes);
    if (!now.equals(figures.put(cluster, now))) {
      show();
    }
  }

  /** Another instance reads this cluster now. */
  void forget(String cluster) {
    if (figures.remove(cluster) != null) {
      show();
    }
  }

  /** There are no other clusters than these any more. */
  void keep(Set<String> clusters) {
    if (figures.keySet().retainAll(clusters)) {
      show();
    }
  }

  private synchronized void show() {
    missing.register(rows(Figures::missing), true);
    unreadable.register(rows(Figures::unreadable), true);
  }

  private List<MultiGauge.Row<?>> rows(ToDoubleFunction<Figures> figure) {
    return figures.entrySet().stream()
        .<MultiGauge.Row<?>>map(
            e ->
                MultiGauge.Row.of(
                    Tags.of("cluster", e.getKey()), figure.applyAsDouble(e.getValue())))
        .toList();
  }
}
