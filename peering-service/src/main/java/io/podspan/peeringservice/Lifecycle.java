package io.podspan.peeringservice;

import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.peeringservice.drive.RolloutKeeper;
import io.podspan.peeringservice.events.ConditionKeeper;
import io.podspan.peeringservice.events.SourceAddressKeeper;
import io.podspan.peeringservice.follow.ClusterFollowers;
import io.podspan.peeringservice.peering.intent.Clusters;
import io.podspan.peeringservice.peering.rollout.RolloutOwners;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Starts what works by itself, and stops rollouts so that the next start can go on with them. */
@ApplicationScoped
public class Lifecycle {
  private static final Logger LOG = Logger.getLogger(Lifecycle.class);
  private static final Duration LAST_STEP = Duration.ofSeconds(8);

  private final RolloutOwners owners;
  private final RolloutKeeper keeper;
  private final ConditionKeeper conditions;
  private final SourceAddressKeeper sources;
  private final Clusters clusters;
  private final ClusterFollowers followers;

  @Inject
  public Lifecycle(
      RolloutOwners owners,
      RolloutKeeper keeper,
      ConditionKeeper conditions,
      SourceAddressKeeper sources,
      Clusters clusters,
      ClusterFollowers followers,
      MeterRegistry metrics) {
    this.owners = owners;
    this.keeper = keeper;
    this.conditions = conditions;
    this.sources = sources;
    this.clusters = clusters;
    this.followers = followers;
    metrics.gauge("podspan_rollouts_active", owners, RolloutOwners::size);
  }

  void start(@Observes StartupEvent event) {
    keeper.start();
    clusters.tellAgain();
    conditions.start();
    followers.start();
    sources.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    if (!owners.stop(LAST_STEP)) {
      LOG.warn("the step of a rollout did not end in time; the next start repeats it");
    }
    keeper.stop();
  }
}
