package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.DeclaredReflector;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.conditions.Condition;
import io.podspan.peeringservice.peering.conditions.ConditionBook;
import io.podspan.peeringservice.peering.conditions.ConditionInputs;
import io.podspan.peeringservice.peering.conditions.Conditions;
import io.podspan.peeringservice.peering.conditions.DeclaredIntent;
import io.podspan.peeringservice.peering.conditions.Observations;
import io.podspan.peeringservice.peering.conditions.ObservedState;
import io.podspan.peeringservice.peering.conditions.ReflectorCondition;
import io.podspan.peeringservice.peering.drift.DriftBook;
import io.podspan.peeringservice.peering.rollout.RolloutStore;
import java.time.Instant;
import java.util.List;

/**
 * Works out the conditions of all interconnects and declared reflectors, stores those that changed,
 * and publishes them in the same transaction. One thread calls it.
 */
public final class ConditionRenewal {
  private final IntentStore store;
  private final RolloutStore rollouts;
  private final Observations observations;
  private final ConditionBook book;
  private final DriftBook drifts;
  private final Announcer announcer;
  private final Transaction transaction;

  public ConditionRenewal(
      IntentStore store,
      RolloutStore rollouts,
      Observations observations,
      ConditionBook book,
      DriftBook drifts,
      Announcer announcer,
      Transaction transaction) {
    this.store = store;
    this.rollouts = rollouts;
    this.observations = observations;
    this.book = book;
    this.drifts = drifts;
    this.announcer = announcer;
    this.transaction = transaction;
  }

  /** Also removes what was observed of something that is not declared any more. */
  public void renew(Instant now) {
    transaction.call(
        () -> {
          store.serialise();
          DeclaredIntent intent = store.declared();
          ObservedState observed = observations.all();
          intent.interconnects().forEach(i -> renew(i, intent, observed, now));
          store.reflectors().forEach(reflector -> renew(reflector, intent));
          observations.keepOnly(intent);
          return intent;
        });
  }

  private void renew(
      Interconnect interconnect, DeclaredIntent intent, ObservedState observed, Instant now) {
    String name = interconnect.name();
    ConditionInputs inputs =
        new ConditionInputs(interconnect, intent, rollouts.of(name), observed, drifts.of(name));
    List<Condition> before = book.of(name);
    List<Condition> after = Conditions.of(inputs, before, now);
    if (!after.equals(before)) {
      book.save(name, after);
      announcer.conditions(name, interconnect.revision(), after);
    }
  }

  private void renew(DeclaredReflector reflector, DeclaredIntent intent) {
    boolean used = !DeclaredReflector.users(reflector.name(), intent.interconnects()).isEmpty();
    Condition now =
        ReflectorCondition.ready(
            reflector, observations.heardOf(reflector.said().reflector()), used);
    List<Condition> before = book.ofReflector(reflector.name());
    List<Condition> after = ReflectorCondition.changed(now, before);
    if (!after.equals(before)) {
      book.saveOfReflector(reflector.name(), after);
      announcer.conditionsOfReflector(reflector.name(), after);
    }
  }
}
