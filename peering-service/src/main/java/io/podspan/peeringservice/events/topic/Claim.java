package io.podspan.peeringservice.events.topic;

import io.podspan.events.Topic;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether the topic is ours. Pure.
 *
 * <p>A Kafka that lost its data and a wrong address both show a Kafka cluster of another id. They
 * differ in what the topic holds: nothing, or what our installation told, is ours. What another
 * installation told is not, nor what nobody signs in a Kafka that we do not know.
 *
 * @param nothingWanted whether Postgres holds no intent at all
 * @param kafka the id of this Kafka cluster, null when it is not known
 * @param installations that records on the topic say they are of
 * @param anonymous whether there are records that do not say
 */
record Claim(
    Told told,
    boolean nothingWanted,
    @Nullable String kafka,
    SortedSet<String> installations,
    boolean anonymous) {

  boolean isOurs() {
    return installations.contains(told.installation())
        || (installations.isEmpty() && (!anonymous || isOfOurPast()));
  }

  /** Earlier versions did not say who they are. */
  private boolean isOfOurPast() {
    boolean known = told.kafka() == null || told.kafka().equals(kafka);
    return known && !(nothingWanted && told.generation() == 0);
  }

  /** Why it is not ours, with what to do. */
  String objection() {
    return "%s in Kafka %s belongs to %s; we are installation %s and were last in Kafka %s: nothing is sent there. Correct kafka.bootstrap.servers; or, if that installation is gone for good, delete the topic"
        .formatted(
            Topic.INTENT_NAME,
            named(kafka),
            installations.isEmpty()
                ? "nobody that says so"
                : "installation " + installations.first(),
            told.installation(),
            named(told.kafka()));
  }

  private static String named(@Nullable String id) {
    return id == null ? "(none yet)" : id;
  }
}
