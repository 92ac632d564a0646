package io.podspan.peeringservice;

import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.peeringservice.events.ConditionKeeper;
import io.podspan.peeringservice.events.SourceAddressKeeper;
import io.podspan.peeringservice.follow.ClusterFollowers;
import io.podspan.peeringservice.peering.intent.Clusters;
import io.podspan.peeringservice.peering.intent.Transaction;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutOwners;
import io.podspan.peeringservice.peering.rollout.RolloutStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Resumes the rollouts that were under way, and stops them so that the next start can. */
@ApplicationScoped
public class Lifecycle {
  private static final Logger LOG = Logger.getLogger(Lifecycle.class);
  private static final Duration LAST_STEP = Duration.ofSeconds(8);

  private final RolloutOwners owners;
  private final RolloutStore rollouts;
  private final Transaction transaction;
  private final ConditionKeeper conditions;
  private final SourceAddressKeeper sources;
  private final Clusters clusters;
  private final ClusterFollowers followers;

  @Inject
  public Lifecycle(
      RolloutOwners owners,
      RolloutStore rollouts,
      Transaction transaction,
      ConditionKeeper conditions,
      SourceAddressKeeper sources,
      Clusters clusters,
      ClusterFollowers followers,
      MeterRegistry metrics) {
    this.owners = owners;
    this.rollouts = rollouts;
    this.transaction = transaction;
    this.conditions = conditions;
    this.sources = sources;
    this.clusters = clusters;
    this.followers = followers;
    metrics.gauge("podspan_rollouts_active", owners, RolloutOwners::size);
  }

  void start(@Observes StartupEvent event) {
    List<Rollout> active = transaction.call(rollouts::active);
    active.forEach(rollout -> owners.own(rollout.id()));
    if (!active.isEmpty()) {
      LOG.infof("resumed %d rollouts", active.size());
    }
    clusters.tellAgain();
    conditions.start();
    followers.start();
    sources.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    if (!owners.stop(LAST_STEP)) {
      LOG.warn("the step of a rollout did not end in time; the next start repeats it");
    }
  }
}
