package io.podspan.peeringservice.follow;

import io.podspan.peeringservice.peering.intent.Clusters;
import io.podspan.peeringservice.peering.intent.DriftWatch;
import io.podspan.peeringservice.peering.intent.FollowedClusters;
import io.podspan.peeringservice.peering.intent.Leadership;
import io.podspan.peeringservice.peering.intent.WatchApi;
import io.podspan.servicekit.rounds.Rounds;
import io.podspan.servicekit.supervise.SupervisedThread;
import io.podspan.servicekit.supervise.Supervision;
import io.podspan.servicekit.supervise.Task;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Follows all registered clusters while this replica has the lease. */
@ApplicationScoped
public class ClusterFollowers implements FollowedClusters {
  private static final Logger LOG = Logger.getLogger(ClusterFollowers.class);
  private static final String WORK = "follow-clusters";
  private static final Duration TERM = Duration.ofSeconds(6);
  private static final Duration RENEWAL = Duration.ofSeconds(1);
  private static final Duration GATHER = Duration.ofMillis(250);
  private static final Duration UNWATCHED = Duration.ofSeconds(5);

  private final Clusters clusters;
  private final DriftWatch drift;
  private final WatchApi api;
  private final Leadership leadership;
  private final FollowPace pace;
  private final SupervisedThread thread;
  private final Map<String, FollowedCluster> followed = new ConcurrentHashMap<>();
  private final Rounds<String> rounds = new Rounds<>("follow", this::round);
  private boolean leading;

  @Inject
  public ClusterFollowers(
      Clusters clusters,
      DriftWatch drift,
      WatchApi api,
      Leadership leadership,
      Supervision supervision,
      @ConfigProperty(name = "podspan.clusters.read-every", defaultValue = "30s")
          Duration readEvery) {
    this.clusters = clusters;
    this.drift = drift;
    this.api = api;
    this.leadership = leadership;
    this.pace = new FollowPace(GATHER, readEvery, UNWATCHED);
    this.thread = supervision.thread("cluster-followers", new Keeping());
  }

  public void start() {
    thread.start();
  }

  /** A rollout of this cluster has ended: it is looked at soon. Any thread. */
  public void look(String cluster) {
    FollowedCluster known = followed.get(cluster);
    if (known != null) {
      known.heard();
    }
  }

  @Override
  public OptionalLong heard(String cluster) {
    FollowedCluster known = followed.get(cluster);
    return known == null ? OptionalLong.empty() : known.heardSoFar();
  }

  private Duration round(String name) {
    FollowedCluster cluster =
        followed.computeIfAbsent(
            name,
            same ->
                new FollowedCluster(
                    same,
                    clusters,
                    drift,
                    api,
                    pace,
                    () -> rounds.trigger(same),
                    System::nanoTime));
    try {
      return cluster.round();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return pace.every();
    }
  }

  private final class Keeping implements Task {
    @Override
    public Duration turn() {
      boolean now = leadership.lead(WORK, TERM);
      if (now != leading) {
        leading = now;
        LOG.infof(now ? "this replica follows the clusters" : "another replica follows them");
      }
      keep(now ? Set.copyOf(clusters.names()) : Set.of());
      return RENEWAL;
    }

    /** Without the lease, or without Postgres, nothing is followed: another replica may. */
    @Override
    public void failed(Throwable failure) {
      leading = false;
      keep(Set.of());
    }

    @Override
    public void ended() {
      rounds.close();
      close(Set.of());
      leadership.resign(WORK);
    }
  }

  private void keep(Set<String> names) {
    rounds.keep(names);
    close(names);
  }

  private void close(Set<String> except) {
    for (String name : Set.copyOf(followed.keySet())) {
      FollowedCluster gone = except.contains(name) ? null : followed.remove(name);
      if (gone != null) {
        gone.close();
      }
    }
  }

  void stop(@Observes ShutdownEvent event) {
    thread.close();
  }
}
