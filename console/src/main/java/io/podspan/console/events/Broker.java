package io.podspan.console.events;

import io.podspan.servicekit.kafka.KafkaClients;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * Whom a thread asks about Kafka itself, again and again: one admin client, made when it is first
 * needed and made anew after it was let go. Belongs to that thread.
 */
final class Broker implements AutoCloseable {
  private static final Duration GOODBYE = Duration.ofSeconds(1);

  private final KafkaClients kafka;
  private @Nullable Admin admin;

  Broker(KafkaClients kafka) {
    this.kafka = kafka;
  }

  Admin admin() {
    Admin current = admin;
    if (current == null) {
      current = kafka.admin();
      admin = current;
    }
    return current;
  }

  /** After a failure, and at the end. */
  @Override
  public void close() {
    Admin current = admin;
    admin = null;
    if (current != null) {
      current.close(GOODBYE);
    }
  }
}
