package io.podspan.events;

/** A fact that happened. Sealed by topic: each direct subtype is what one topic carries. */
public sealed interface Event
    permits IntentEvent, RolloutEvent, SessionEvent, RibEvent, RouteEvent, ProbeEvent {

  /**
   * What the fact is about. It is the key of the Kafka record: facts about one subject stay in
   * order.
   */
  String subject();
}
