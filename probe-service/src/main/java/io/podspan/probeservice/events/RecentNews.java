package io.podspan.probeservice.events;

import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.probeservice.measure.ClusterPair;
import io.podspan.probeservice.probe.Explanations;
import io.podspan.probeservice.verdict.News;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** The last news of each kind of each cluster, as long as they explain something. Any thread. */
@ApplicationScoped
public class RecentNews implements Explanations {
  /** A route that is lost shows in the next round, which follows at once or a little later. */
  private static final Duration EXPLAINS_FOR = Duration.ofSeconds(10);

  private final LongSupplier nanoTime;
  private final Map<News, Map<String, Long>> heardAt = new EnumMap<>(News.class);

  public RecentNews() {
    this(System::nanoTime);
  }

  RecentNews(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    for (News news : News.values()) {
      heardAt.put(news, new ConcurrentHashMap<>());
    }
  }

  /** Something happened in this cluster. */
  void heard(String cluster, News news) {
    of(news).put(cluster, nanoTime.getAsLong());
  }

  @Override
  public boolean explain(ClusterPair clusters, Reachability before, Reachability now) {
    return Stream.of(News.values())
        .filter(news -> news.explains(before, now))
        .anyMatch(news -> isRecent(news, clusters.from()) || isRecent(news, clusters.to()));
  }

  /** There are no other clusters than these any more. */
  void keep(Set<String> clusters) {
    heardAt.values().forEach(heard -> heard.keySet().retainAll(clusters));
  }

  private boolean isRecent(News news, String cluster) {
    Long at = of(news).get(cluster);
    return at != null && nanoTime.getAsLong() - at <= EXPLAINS_FOR.toNanos();
  }

  private Map<String, Long> of(News news) {
    Map<String, Long> heard = heardAt.get(news);
    if (heard == null) {
      throw new IllegalStateException("every kind has a map");
    }
    return heard;
  }
}
