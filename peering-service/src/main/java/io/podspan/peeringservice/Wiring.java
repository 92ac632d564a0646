package io.podspan.peeringservice;

import io.podspan.peeringservice.drive.RolloutKeeper;
import io.podspan.peeringservice.drive.Term;
import io.podspan.peeringservice.follow.ClusterFollowers;
import io.podspan.peeringservice.peering.conditions.ConditionBook;
import io.podspan.peeringservice.peering.conditions.Observations;
import io.podspan.peeringservice.peering.drift.DriftBook;
import io.podspan.peeringservice.peering.drift.HealingLimit;
import io.podspan.peeringservice.peering.drift.LeftoverBook;
import io.podspan.peeringservice.peering.intent.Announcer;
import io.podspan.peeringservice.peering.intent.ClusterApi;
import io.podspan.peeringservice.peering.intent.ClusterSurvey;
import io.podspan.peeringservice.peering.intent.Clusters;
import io.podspan.peeringservice.peering.intent.ConditionRenewal;
import io.podspan.peeringservice.peering.intent.DriftWatch;
import io.podspan.peeringservice.peering.intent.ForcedWithdrawals;
import io.podspan.peeringservice.peering.intent.IntentStore;
import io.podspan.peeringservice.peering.intent.InterconnectChanges;
import io.podspan.peeringservice.peering.intent.Interconnects;
import io.podspan.peeringservice.peering.intent.KeyFiles;
import io.podspan.peeringservice.peering.intent.Leadership;
import io.podspan.peeringservice.peering.intent.Reflectors;
import io.podspan.peeringservice.peering.intent.Rehearsal;
import io.podspan.peeringservice.peering.intent.RolloutProgress;
import io.podspan.peeringservice.peering.intent.SourceAddresses;
import io.podspan.peeringservice.peering.intent.SteeredRollouts;
import io.podspan.peeringservice.peering.intent.Transaction;
import io.podspan.peeringservice.peering.network.NetworkProbe;
import io.podspan.peeringservice.peering.rollout.RolloutBell;
import io.podspan.peeringservice.peering.rollout.RolloutOwners;
import io.podspan.peeringservice.peering.rollout.RolloutPolicy;
import io.podspan.peeringservice.peering.rollout.RolloutStore;
import io.podspan.peeringservice.peering.rollout.RolloutWorld;
import io.podspan.peeringservice.peering.router.Routers;
import io.podspan.peeringservice.store.RolloutTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Puts the plain parts together. They know neither CDI nor configuration. */
@ApplicationScoped
public class Wiring {
  private static final Logger LOG = Logger.getLogger(Wiring.class);

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  RolloutBell bell() {
    return new RolloutBell();
  }

  @Produces
  @Singleton
  RolloutPolicy policy(RolloutConfig config) {
    return new RolloutPolicy(
        RolloutPolicy.ONE_AT_A_TIME,
        config.gateTimeout(),
        config.routeTimeout(),
        config.probeTimeout(),
        config.routerGateTimeout(),
        config.restartTimeout(),
        config.checkTimeout(),
        config.apiTimeout(),
        config.leaveTimeout(),
        config.unreadRoutes(),
        config.rollbackOnFailure());
  }

  @Produces
  @Singleton
  Clusters clusters(
      ClusterApi api,
      IntentStore store,
      Observations observations,
      Announcer announcer,
      Transaction transaction,
      Clock clock,
      RolloutBell bell) {
    return new Clusters(api, store, observations, announcer, transaction, clock, bell::ring);
  }

  @Produces
  @Singleton
  Reflectors reflectors(
      IntentStore store,
      Observations observations,
      KeyFiles keys,
      Announcer announcer,
      Transaction transaction,
      Clock clock) {
    return new Reflectors(store, observations, keys, announcer, transaction, clock);
  }

  @Produces
  @Singleton
  RolloutProgress progress(
      IntentStore store,
      RolloutStore rollouts,
      Observations observations,
      Announcer announcer,
      RolloutTransaction transaction,
      Clock clock,
      RolloutPolicy policy,
      Instance<RolloutOwners> owners,
      Instance<ClusterFollowers> followers,
      RolloutBell bell) {
    return new RolloutProgress(
        store,
        rollouts,
        observations,
        announcer,
        transaction,
        clock,
        policy,
        rollout -> {
          if (rollout.state().ended()) {
            bell.ring();
            followers.get().look(rollout.cluster());
          } else {
            bell.note();
          }
        },
        id -> owners.get().own(id));
  }

  @Produces
  @Singleton
  DriftWatch driftWatch(
      IntentStore store,
      RolloutStore rollouts,
      DriftBook book,
      Routers routers,
      Announcer announcer,
      Transaction transaction,
      Clock clock,
      DriftConfig config,
      RolloutPolicy policy,
      RolloutOwners owners,
      RolloutBell bell) {
    return new DriftWatch(
        store,
        rollouts,
        book,
        routers,
        announcer,
        transaction,
        clock,
        new HealingLimit(config.healsPerHour()),
        policy,
        bell::ring,
        owners::own);
  }

  @Produces
  @Singleton
  SourceAddresses sourceAddresses(
      IntentStore store, Observations observations, Routers routers, Transaction transaction) {
    return new SourceAddresses(store, observations, routers, transaction);
  }

  @Produces
  @Singleton
  ConditionRenewal conditions(
      IntentStore store,
      RolloutStore rollouts,
      Observations observations,
      ConditionBook book,
      DriftBook drifts,
      Announcer announcer,
      Transaction transaction) {
    return new ConditionRenewal(
        store, rollouts, observations, book, drifts, announcer, transaction);
  }

  @Produces
  @Singleton
  Term term(Leadership leadership) {
    return new Term(
        leadership,
        RolloutKeeper.WORK,
        RolloutKeeper.LEASE,
        RolloutKeeper.MARGIN,
        System::nanoTime);
  }

  @Produces
  @Singleton
  RolloutOwners owners(
      Routers routers,
      RolloutWorld world,
      RolloutProgress journal,
      Clock clock,
      RolloutBell bell,
      Term term) {
    return new RolloutOwners(
        routers,
        world,
        journal,
        clock,
        bell,
        (id, e) ->
            LOG.warnf(
                e, "a step of rollout %s failed; it is loaded and tried again in a second", id),
        term::lasts);
  }

  @Produces
  @Singleton
  ForcedWithdrawals forcedWithdrawals(
      IntentStore store,
      RolloutStore rollouts,
      Observations observations,
      LeftoverBook leftovers,
      Routers routers,
      Announcer announcer,
      Transaction transaction,
      Clock clock,
      RolloutPolicy policy) {
    return new ForcedWithdrawals(
        store, rollouts, observations, leftovers, routers, announcer, transaction, clock, policy);
  }

  @Produces
  @Singleton
  SteeredRollouts steeredRollouts(
      IntentStore store,
      RolloutStore rollouts,
      Announcer announcer,
      Transaction transaction,
      Clock clock,
      RolloutPolicy policy,
      RolloutOwners owners,
      RolloutBell bell) {
    return new SteeredRollouts(
        store,
        rollouts,
        announcer,
        transaction,
        clock,
        policy,
        id -> {
          owners.own(id);
          bell.ring();
        });
  }

  @Produces
  @Singleton
  ClusterSurvey clusterSurvey(ClusterApi api, ClusterFollowers followers) {
    return new ClusterSurvey(api, followers);
  }

  @Produces
  @Singleton
  Rehearsal rehearsal(
      ClusterSurvey survey,
      NetworkProbe network,
      IntentStore store,
      RolloutStore rollouts,
      Observations observations,
      Transaction transaction) {
    return new Rehearsal(survey, network, store, rollouts, observations, transaction);
  }

  @Produces
  @Singleton
  InterconnectChanges interconnectChanges(
      ClusterSurvey survey,
      NetworkProbe network,
      IntentStore store,
      RolloutStore rollouts,
      Observations observations,
      ConditionBook conditions,
      Announcer announcer,
      Transaction transaction,
      Clock clock,
      RolloutPolicy policy,
      RolloutOwners owners,
      RolloutBell bell) {
    return new InterconnectChanges(
        survey,
        network,
        store,
        rollouts,
        observations,
        conditions,
        announcer,
        transaction,
        clock,
        policy,
        id -> {
          owners.own(id);
          bell.ring();
        });
  }

  @Produces
  @Singleton
  Interconnects interconnects(
      ClusterSurvey survey,
      NetworkProbe network,
      IntentStore store,
      RolloutStore rollouts,
      Observations observations,
      Announcer announcer,
      Transaction transaction,
      Clock clock,
      RolloutPolicy policy,
      RolloutOwners owners,
      RolloutBell bell) {
    return new Interconnects(
        survey,
        network,
        store,
        rollouts,
        observations,
        announcer,
        transaction,
        clock,
        policy,
        id -> {
          owners.own(id);
          bell.ring();
        });
  }
}
