package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.DeclaredReflector;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.ReflectorSaid;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.conditions.Condition;
import io.podspan.peeringservice.peering.conditions.Observations;
import io.podspan.peeringservice.peering.conditions.ReflectorCondition;
import io.podspan.peeringservice.peering.network.ReflectorWord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The use cases around reflectors that are declared for themselves. */
public final class Reflectors {
  /** More than anybody runs; each is a record of the intent that every service reads. */
  static final int MOST = 1_000;

  private final IntentStore store;
  private final Observations observations;
  private final KeyFiles keys;
  private final Announcer announcer;
  private final Transaction transaction;
  private final Clock clock;

  public Reflectors(
      IntentStore store,
      Observations observations,
      KeyFiles keys,
      Announcer announcer,
      Transaction transaction,
      Clock clock) {
    this.store = store;
    this.observations = observations;
    this.keys = keys;
    this.announcer = announcer;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** What became of a request about a reflector. */
  public sealed interface Outcome {}

  public record Declared(Look now) implements Outcome {}

  /** Other things are said of it now, or the same. */
  public record Replaced(Look now) implements Outcome {}

  /** What a request would make, if it were not a dry run. */
  public record WouldBe(Look then, Effect effect) implements Outcome {}

  public record Removed() implements Outcome {}

  public record NameTaken() implements Outcome {}

  public record Unknown() implements Outcome {}

  public record TooMany(int most) implements Outcome {}

  public record KeyUnusable(Violation why) implements Outcome {}

  /** These interconnects have it, so it stays. */
  public record InUse(List<String> interconnects) implements Outcome {}

  /** These interconnects have a reflector of its name with another address, port or AS number. */
  public record Contradicts(List<String> interconnects) implements Outcome {}

  /**
   * A reflector, and how it is.
   *
   * @param interconnects that have it
   * @param cautions risks that are allowed, a sentence each
   */
  public record Look(
      DeclaredReflector reflector,
      List<String> interconnects,
      List<Condition> conditions,
      List<String> cautions) {}

  public List<DeclaredReflector> all() {
    return transaction.call(store::reflectors);
  }

  public Optional<DeclaredReflector> named(String name) {
    return transaction.call(() -> store.reflector(name));
  }

  /** How the one of this name is now. */
  public Optional<Look> look(String name) {
    return transaction.call(() -> store.reflector(name).map(this::look));
  }

  /** The declared reflector of this name, as interconnects have it. */
  public Optional<Reflector> reflector(String name) {
    return named(name).map(declared -> declared.said().reflector());
  }

  /** How these are now, in their order. */
  public List<Look> look(List<DeclaredReflector> reflectors) {
    return transaction.call(
        () -> {
          List<Interconnect> all = store.interconnects();
          return reflectors.stream().map(reflector -> look(reflector, all)).toList();
        });
  }

  private Look look(DeclaredReflector reflector) {
    return look(reflector, store.interconnects());
  }

  private Look look(DeclaredReflector reflector, List<Interconnect> all) {
    ReflectorSaid said = reflector.said();
    List<String> users = names(DeclaredReflector.users(reflector.name(), all));
    return new Look(
        reflector,
        users,
        List.of(
            ReflectorCondition.ready(
                reflector, observations.heardOf(said.reflector()), !users.isEmpty())),
        cautions(said));
  }

  private List<String> cautions(ReflectorSaid said) {
    List<String> all = new ArrayList<>(cautionsOfKey(said));
    Optional.ofNullable(said.formerKeyFile())
        .flatMap(keys::objection)
        .map(
            why ->
                why.detail()
                    + " It is formerKeyFile: nodes that have this key still get no answer once the"
                    + " reflector has started again.")
        .ifPresent(all::add);
    return all;
  }

  private List<String> cautionsOfKey(ReflectorSaid said) {
    if (said.authSecretRef() == null) {
      return said.keyFile() == null ? List.of() : keys.cautions(said.keyFile());
    }
    return said.runsHere() && said.keyFile() == null
        ? List.of(
            "Routers read its key from the Secret "
                + said.authSecretRef()
                + " of their clusters, and it has no keyFile: it runs here, so without one it has"
                + " no key but what its own settings say.")
        : List.of();
  }

  public Outcome declare(ReflectorSaid said) {
    return keyUnusable(said).orElseGet(() -> transaction.call(() -> declareNow(said)));
  }

  private Outcome declareNow(ReflectorSaid said) {
    store.serialise();
    return store.reflector(said.name()).isPresent()
        ? new NameTaken()
        : refusedAnew(said).orElseGet(() -> add(said));
  }

  private Outcome add(ReflectorSaid said) {
    DeclaredReflector reflector = new DeclaredReflector(said, clock.instant());
    store.save(reflector);
    announcer.declared(reflector);
    return new Declared(look(reflector));
  }

  /** One that an interconnect has already is adopted, if it is the same one and has no key. */
  private Optional<Outcome> refusedAnew(ReflectorSaid said) {
    if (store.reflectors().size() >= MOST) {
      return Optional.of(new TooMany(MOST));
    }
    List<Interconnect> all = store.interconnects();
    List<Interconnect> others = DeclaredReflector.contradicted(said.reflector(), all);
    if (!others.isEmpty()) {
      return Optional.of(new Contradicts(names(others)));
    }
    List<Interconnect> users = DeclaredReflector.users(said.name(), all);
    return !said.reflector().keyed() || users.isEmpty()
        ? Optional.empty()
        : Optional.of(new InUse(names(users)));
  }

  /**
   * Declares the reflector, or puts this in the place of what was said of the one of its name.
   *
   * @param dryRun only say what would be
   * @param guard asked about the reflector of this name
   */
  public Outcome put(ReflectorSaid said, boolean dryRun, Guard<DeclaredReflector> guard) {
    guard.check(named(said.name()).orElse(null));
    return keyUnusable(said).orElseGet(() -> transaction.call(() -> putNow(said, dryRun, guard)));
  }

  private Outcome putNow(ReflectorSaid said, boolean dryRun, Guard<DeclaredReflector> guard) {
    store.serialise();
    @Nullable DeclaredReflector before = store.reflector(said.name()).orElse(null);
    guard.check(before);
    if (before == null) {
      return refusedAnew(said)
          .orElseGet(
              () ->
                  dryRun
                      ? new WouldBe(
                          look(new DeclaredReflector(said, clock.instant())), Effect.CREATED)
                      : add(said));
    }
    List<Interconnect> shutOut =
        DeclaredReflector.shutOut(before.said(), said, store.interconnects());
    if (!shutOut.isEmpty()) {
      return new InUse(names(shutOut));
    }
    DeclaredReflector after = new DeclaredReflector(said, before.declaredAt());
    boolean changed = !after.equals(before);
    if (dryRun) {
      return new WouldBe(look(after), changed ? Effect.CHANGED : Effect.UNCHANGED);
    }
    if (changed) {
      forgetWord(before.said(), said);
      store.save(after);
      announcer.changed(after);
    }
    return new Replaced(look(after));
  }

  /**
   * Forgets a reflector that no interconnect has.
   *
   * @param guard asked about the reflector of this name
   */
  public Outcome remove(String name, Guard<DeclaredReflector> guard) {
    return transaction.call(
        () -> {
          store.serialise();
          Optional<DeclaredReflector> known = store.reflector(name);
          guard.check(known.orElse(null));
          if (known.isEmpty()) {
            return new Unknown();
          }
          List<Interconnect> users = DeclaredReflector.users(name, store.interconnects());
          if (!users.isEmpty()) {
            return new InUse(names(users));
          }
          store.removeReflector(name);
          observations.forgetWord(name);
          announcer.removed(known.get());
          announcer.conditionsOfReflector(name, List.of());
          return new Removed();
        });
  }

  /** What was said of another place is no word of this one. One of ours says it once more. */
  private void forgetWord(ReflectorSaid before, ReflectorSaid after) {
    boolean moved =
        !before.reflector().equals(after.reflector()) || before.runsHere() != after.runsHere();
    @Nullable ReflectorWord word = observations.heardOf(after.reflector()).word();
    if (moved && word != null && !word.agreesWith(after.reflector())) {
      observations.forgetWord(after.name());
    }
  }

  private Optional<Outcome> keyUnusable(ReflectorSaid said) {
    // With a Secret of each cluster's operator, only a bgp-reflector reads the file.
    return said.reflector().keyToWrite().flatMap(keys::objection).map(KeyUnusable::new);
  }

  private static List<String> names(List<Interconnect> interconnects) {
    return interconnects.stream().map(Interconnect::name).toList();
  }
}
