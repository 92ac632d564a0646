package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.ClusterIdentity;
import io.podspan.peeringservice.peering.ClusterReading;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.KnownCluster;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

  /**
   * Other things are said of it now.
   *
   * @param changed whether it looks different than before
   */
  public record Replaced(KnownCluster cluster, boolean changed) implements Outcome {}

  /** What a request would make, if it were not a dry run. */
  public record WouldBe(KnownCluster cluster, Effect effect) implements Outcome {}

  /** It is not the cluster that its name stands for, or it has another name already. */
  public record NotThisOne(Violation why) implements Outcome {}

  public record Removed() implements Outcome {}

  public record NameTaken() implements Outcome {}

  public record Unusable(List<Violation> violations) implements Outcome {}

  public record Unknown() implements Outcome {}

  public record InUse(List<String> interconnects) implements Outcome {}

  /** By name. */
  public List<KnownCluster> all() {
    return transaction.call(store::clusters);
  }

  /** Those of these names that there are, in this order. */
  public List<KnownCluster> named(List<String> names) {
    return transaction.call(() -> store.clusters(names));
  }

  public List<String> names() {
    return transaction.call(store::clusterNames);
  }

  /** What is allowed and still a risk: of a cluster's access, of its identity. A sentence each. */
  public List<String> cautions(KnownCluster known) {
    List<String> ofAccess = api.cautions(known.cluster().access());
    return known.uid() == null
        ? Stream.concat(ofAccess.stream(), Stream.of(ClusterIdentity.UNKNOWN)).toList()
        : ofAccess;
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
      case Accepted accepted ->
          transaction.call(
              () -> {
                store.serialise();
                return store.cluster(said.name()).isPresent()
                    ? new NameTaken()
                    : add(registered(said, accepted, reading, now));
              });
    };
  }

  private static KnownCluster registered(
      Registration said, Accepted read, ClusterReading reading, Instant now) {
    return new KnownCluster(
        said,
        read.cluster(),
        read.origins(),
        now,
        now,
        read.leftOut(),
        read.cautions(),
        reading.uid());
  }

  private Outcome add(KnownCluster cluster) {
    Optional<Outcome> clash = clash(cluster.name(), cluster.uid());
    if (clash.isPresent()) {
      return clash.get();
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
      case Accepted accepted ->
          told(transaction.call(() -> replace(name, accepted, reading.uid(), now)));
    };
  }

  private Outcome told(Outcome outcome) {
    boolean changed =
        switch (outcome) {
          case Refreshed refreshed -> refreshed.changed();
          case Replaced replaced -> replaced.changed();
          case Outcome _ -> false;
        };
    if (changed) {
      onChange.run();
    }
    return outcome;
  }

  /** What speaks against this cluster under this name. The intent is locked. */
  private Optional<Outcome> clash(String name, @Nullable String uid) {
    return ClusterIdentity.clash(name, uid, store.clusters())
        .map(clash -> new NotThisOne(ClusterIdentity.violation(name, clash)));
  }

  private Outcome replace(String name, Accepted read, @Nullable String uid, Instant now) {
    store.serialise();
    Optional<KnownCluster> known = store.cluster(name);
    if (known.isEmpty()) {
      return new Unknown();
    }
    KnownCluster before = known.get();
    if (before.readAt().isAfter(now)) {
      return new Refreshed(before, false);
    }
    Optional<Outcome> clash = clash(name, uid);
    if (clash.isPresent()) {
      return clash.get();
    }
    KnownCluster after = readAgain(before, before.said(), read, uid, now);
    return new Refreshed(after, update.replace(before, after));
  }

  /** A uid that is known stays known while the namespace cannot be read. */
  private static KnownCluster readAgain(
      KnownCluster before, Registration said, Accepted read, @Nullable String uid, Instant now) {
    return new KnownCluster(
        said,
        read.cluster(),
        read.origins(),
        before.registeredAt(),
        now,
        read.leftOut(),
        read.cautions(),
        uid == null ? before.uid() : uid);
  }

  /**
   * Registers the cluster, or puts this in the place of what was said of the one of its name.
   *
   * @param dryRun only say what would be
   * @param guard asked about the cluster of this name
   * @throws io.podspan.peeringservice.peering.ClusterFaultException when its API cannot be used
   */
  public Outcome put(Registration said, boolean dryRun, Guard<KnownCluster> guard) {
    Optional<KnownCluster> known = named(said.name());
    guard.check(known.orElse(null));
    Instant now = clock.instant();
    ClusterReading read = api.read(said.access());
    ClusterReading reading = known.map(k -> patience.settled(k, read, now)).orElse(read);
    boolean same = known.filter(k -> k.said().equals(said)).isPresent();
    return switch (same
        ? RegistrationDecision.again(said, reading)
        : RegistrationDecision.of(said, reading)) {
      case Refused(List<Violation> violations) -> new Unusable(violations);
      case Accepted accepted ->
          told(transaction.call(() -> putNow(said, accepted, reading, now, dryRun, guard)));
    };
  }

  private Outcome putNow(
      Registration said,
      Accepted read,
      ClusterReading reading,
      Instant now,
      boolean dryRun,
      Guard<KnownCluster> guard) {
    store.serialise();
    Optional<KnownCluster> known = store.cluster(said.name());
    guard.check(known.orElse(null));
    Optional<Outcome> clash = clash(said.name(), reading.uid());
    if (clash.isPresent()) {
      return clash.get();
    }
    if (known.isEmpty()) {
      KnownCluster cluster = registered(said, read, reading, now);
      return dryRun ? new WouldBe(cluster, Effect.CREATED) : add(cluster);
    }
    KnownCluster before = known.get();
    List<String> users = users(said.name());
    if (!users.isEmpty() && !read.cluster().cni().equals(before.cluster().cni())) {
      return new InUse(users);
    }
    KnownCluster after = readAgain(before, said, read, reading.uid(), now);
    if (dryRun) {
      boolean differs =
          !after.said().equals(before.said()) || !after.cluster().equals(before.cluster());
      return new WouldBe(after, differs ? Effect.CHANGED : Effect.UNCHANGED);
    }
    return new Replaced(after, update.replace(before, after));
  }

  /** The interconnects that have the cluster. */
  private List<String> users(String name) {
    return store.interconnects().stream()
        .filter(i -> i.members().contains(name))
        .map(Interconnect::name)
        .toList();
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

  /** Forgets a cluster without a condition. */
  public Outcome remove(String name) {
    return remove(name, Guard.none());
  }

  /**
   * Forgets a cluster that no interconnect has.
   *
   * @param guard asked about the cluster of this name
   */
  public Outcome remove(String name, Guard<KnownCluster> guard) {
    return transaction.call(
        () -> {
          store.serialise();
          Optional<KnownCluster> known = store.cluster(name);
          guard.check(known.orElse(null));
          if (known.isEmpty()) {
            return new Unknown();
          }
          List<String> users = users(name);
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
