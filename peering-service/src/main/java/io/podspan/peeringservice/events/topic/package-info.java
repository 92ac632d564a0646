/**
 * The intent topic is ours: it always holds what Postgres holds.
 *
 * <p>Each change of the intent raises the generation in the same transaction, and a mark follows
 * its records ({@link io.podspan.peeringservice.events.topic.IntentPublisher}, {@link
 * io.podspan.peeringservice.events.topic.IntentLedger}). Readers drop what is absent only when the
 * topic fits such a mark.
 *
 * <p>{@link io.podspan.peeringservice.events.topic.TopicOwner}, on a thread of its own, reads the
 * topic all the time. At the start, when the topic or Kafka is another one, and every minute, it
 * compares the topic with Postgres ({@link io.podspan.peeringservice.events.topic.WantedIntent}).
 * What lacks, is stale or is foreign is told again through the outbox ({@link
 * io.podspan.peeringservice.events.topic.Repair}), with a new generation. A topic of somebody else
 * is left alone, and nothing is sent to its Kafka ({@link
 * io.podspan.peeringservice.events.topic.Claim}).
 *
 * <p>Several replicas may do so at once: a repair counts only if the generation is still the one
 * that it was worked out for.
 */
@NullMarked
package io.podspan.peeringservice.events.topic;

import org.jspecify.annotations.NullMarked;
