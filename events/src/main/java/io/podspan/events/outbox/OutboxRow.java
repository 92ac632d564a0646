package io.podspan.events.outbox;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A row of the outbox and what is to be sent for it.
 *
 * @param id its place in the order
 */
record OutboxRow(long id, ProducerRecord<String, byte[]> record) {
  String topic() {
    return record.topic();
  }

  String key() {
    return record.key();
  }

  int bytes() {
    return record.value().length;
  }
}
