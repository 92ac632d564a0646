package io.podspan.events;

/** A fact that happened. Sealed by topic: each direct subtype is what one topic carries. */
public sealed interface Event
    permits IntentEvent, RolloutEvent, SessionEvent, RibEvent, RouteEvent, ProbeEvent {

  /**
   * Whom the fact is about; the key of the Kafka record, so that facts about one subject stay in
   * order.
   */
  String subject();
}
