/**
 * Kafka clients with the settings of the house, and the topics that they need.
 *
 * <p>{@link io.podspan.servicekit.kafka.KafkaClients} makes consumers, producers and admin clients
 * out of {@code kafka.*} of the configuration, with TLS and a login if {@code podspan.kafka.*} says
 * so. {@link io.podspan.servicekit.kafka.TopicProvisioner} creates the topics of the contract that
 * are missing: any service may come first. {@link io.podspan.servicekit.kafka.TopicWatch} makes it
 * look again every 5 s, so topics that go come back with their settings, and so a Kafka or an
 * intent topic that is another one is noticed ({@link io.podspan.servicekit.kafka.TopicIdentity}).
 */
@NullMarked
package io.podspan.servicekit.kafka;

import org.jspecify.annotations.NullMarked;
