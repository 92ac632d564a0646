package io.podspan.peeringservice.events;

import io.podspan.events.IntentEvent;
import io.podspan.peeringservice.peering.DeclaredReflector;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.conditions.Condition;
import io.podspan.peeringservice.peering.conditions.ConditionBook;
import io.podspan.peeringservice.peering.intent.IntentStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** The whole intent of the database as events, as a topic that is told it anew holds them. */
@ApplicationScoped
public class StoredIntent {
  private final IntentStore store;
  private final ConditionBook conditions;

  @Inject
  public StoredIntent(IntentStore store, ConditionBook conditions) {
    this.store = store;
    this.conditions = conditions;
  }

  /** In the caller's transaction: nobody changes the intent until it ends. */
  public List<IntentEvent> events() {
    store.serialise();
    List<IntentEvent> events = new ArrayList<>();
    store.clusters().forEach(cluster -> events.addAll(ClusterEvents.registered(cluster)));
    for (DeclaredReflector reflector : store.reflectors()) {
      events.add(new IntentEvent.ReflectorDeclared(Contract.spec(reflector)));
      List<Condition> known = conditions.ofReflector(reflector.name());
      if (!known.isEmpty()) {
        events.add(Contract.conditionsOfReflector(reflector.name(), known));
      }
    }
    for (Interconnect interconnect : store.interconnects()) {
      events.add(new IntentEvent.InterconnectDeclared(Contract.state(interconnect)));
      List<Condition> known = conditions.of(interconnect.name());
      if (!known.isEmpty()) {
        events.add(Contract.conditions(interconnect.name(), interconnect.revision(), known));
      }
    }
    return events;
  }
}
