/**
 * Kafka as a child JVM: one KRaft node that is broker and controller at once.
 *
 * <p>{@link io.podspan.embedded.kafka.EmbeddedKafka#start} writes the properties ({@link
 * io.podspan.embedded.kafka.BrokerProperties}), runs {@link io.podspan.embedded.kafka.Broker} in a
 * JVM of its own with only Kafka's jars ({@link io.podspan.embedded.kafka.KafkaClassPath}) and
 * waits for the file that the broker writes when it is up. A crash of the broker does not crash the
 * launcher. One setting replaces the broker by a real cluster.
 */
@NullMarked
package io.podspan.embedded.kafka;

import org.jspecify.annotations.NullMarked;
