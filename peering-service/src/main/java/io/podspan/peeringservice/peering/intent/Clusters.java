package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.ClusterReading;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.KnownCluster.Origins;
import io.podspan.peeringservice.peering.NodeChoice.LeftOut;
import io.podspan.peeringservice.peering.Registration;
import io.podspan.peeringservice.peering.RegistrationDecision;
import io.podspan.peeringservice.peering.RegistrationDecision.Accepted;
import io.podspan.peeringservice.peering.RegistrationDecision.Refused;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.conditions.Observations;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The use cases around clusters. The cluster's API is asked outside of any transaction. */
public final class Clusters {
  private final ClusterApi api;
  private final IntentStore store;
  private final Observations observations;
  private final Announcer announcer;
  private final Transaction transaction;
  private final Clock clock;
  private final ClusterUpdate update;
  private final Runnable onChange;
  private final RouterPatience patience = new RouterPatience();

  /**
   * @param onChange told after a cluster or one of its nodes became another one
   */
  public Clusters(
      ClusterApi api,
      IntentStore store,
      Observations observations,
      Announcer announcer,
      Transaction transaction,
      Clock clock,
      Runnable onChange) {
    this.api = api;
    this.store = store;
    this.observations = observations;
    this.announcer = announcer;
    this.transaction = transaction;
    this.clock = clock;
    this.onChange = onChange;
    this.update = new ClusterUpdate(store, observations, announcer);
  }

  /** What became of a request about a cluster. */
  public sealed interface Outcome {}

  public record Registered(KnownCluster cluster) implements Outcome {}

  /**
   * @param changed whether it looks different than before
   */
  public record Refreshed(KnownCluster cluster, boolean changed) implements Outcome {}

  public record Removed() implements Outcome {}

  public record NameTaken() implements Outcome {}

  public record Unusable(List<Violation> violations) implements Outcome {}

  public record Unknown() implements Outcome {}

  public record InUse(List<String> interconnects) implements Outcome {}

  public List<KnownCluster> all() {
    return transaction.call(store::clusters);
  }

  public List<String> names() {
    return transaction.call(store::clusterNames);
  }

  /** Risks of a cluster's access that are allowed, a sentence each. */
  public List<String> cautions(Cluster cluster) {
    return api.cautions(cluster.access());
  }

  public Optional<KnownCluster> named(String name) {
    return transaction.call(() -> store.cluster(name));
  }

  /**
   * Reads the cluster and keeps it.
   *
   * @throws io.podspan.peeringservice.peering.ClusterFaultException when its API cannot be used
   */
  public Outcome register(Registration said) {
    if (named(said.name()).isPresent()) {
      return new NameTaken();
    }
    ClusterReading reading = api.read(said.access());
    Instant now = clock.instant();
    return switch (RegistrationDecision.of(said, reading)) {
      case Refused(List<Violation> violations) -> new Unusable(violations);
      case Accepted(
              Cluster cluster,
              Origins origins,
              List<LeftOut> leftOut,
              List<String> cautions) ->
          transaction.call(
              () -> add(new KnownCluster(said, cluster, origins, now, now, leftOut, cautions)));
    };
  }

  private Outcome add(KnownCluster cluster) {
    store.serialise();
    if (store.cluster(cluster.name()).isPresent()) {
      return new NameTaken();
    }
    store.save(cluster);
    announcer.registered(cluster);
    return new Registered(cluster);
  }

  /**
   * Reads the cluster again; what the operator said of it stays. A reading that began before the
   * one that is kept changes nothing.
   *
   * @throws io.podspan.peeringservice.peering.ClusterFaultException when its API cannot be used
   */
  public Outcome refresh(String name) {
    Optional<KnownCluster> known = named(name);
    if (known.isEmpty()) {
      return new Unknown();
    }
    Registration said = known.get().said();
    Instant now = clock.instant();
    ClusterReading reading = patience.settled(known.get(), api.read(said.access()), now);
    return switch (RegistrationDecision.again(said, reading)) {
      case Refused(List<Violation> violations) -> new Unusable(violations);
      case Accepted accepted -> told(transaction.call(() -> replace(name, accepted, now)));
    };
  }

  private Outcome told(Outcome outcome) {
    if (outcome instanceof Refreshed refreshed && refreshed.changed()) {
      onChange.run();
    }
    return outcome;
  }

  private Outcome replace(String name, Accepted read, Instant now) {
    store.serialise();
    Optional<KnownCluster> known = store.cluster(name);
    if (known.isEmpty()) {
      return new Unknown();
    }
    KnownCluster before = known.get();
    if (before.readAt().isAfter(now)) {
      return new Refreshed(before, false);
    }
    KnownCluster after =
        new KnownCluster(
            before.said(),
            read.cluster(),
            read.origins(),
            before.registeredAt(),
            now,
            read.leftOut(),
            read.cautions());
    return new Refreshed(after, update.replace(before, after));
  }

  /** Tells again what an earlier version told in another form. Does nothing the second time. */
  public void tellAgain() {
    transaction.call(
        () -> {
          store.serialise();
          List<KnownCluster> former = store.takeThoseToldWhole();
          former.forEach(announcer::toldAgain);
          return former;
        });
  }

  public Outcome remove(String name) {
    return transaction.call(
        () -> {
          store.serialise();
          Optional<KnownCluster> known = store.cluster(name);
          if (known.isEmpty()) {
            return new Unknown();
          }
          List<String> users =
              store.interconnects().stream()
                  .filter(i -> i.clusters().contains(name))
                  .map(Interconnect::name)
                  .toList();
          if (!users.isEmpty()) {
            return new InUse(users);
          }
          patience.forget(name);
          store.removeCluster(name);
          announcer.removed(known.get());
          observations.keepOnly(store.declared());
          return new Removed();
        });
  }
}
