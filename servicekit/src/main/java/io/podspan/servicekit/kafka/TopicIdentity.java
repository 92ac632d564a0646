package io.podspan.servicekit.kafka;

/**
 * Which Kafka and which intent topic a service talks to.
 *
 * @param kafka the id of the Kafka cluster; it is made with its data
 * @param topic the id of the intent topic; one that is made anew has another one
 */
public record TopicIdentity(String kafka, String topic) {}
