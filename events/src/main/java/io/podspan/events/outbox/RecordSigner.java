package io.podspan.events.outbox;

import org.apache.kafka.clients.producer.ProducerRecord;

/** Adds to a record, just before it is sent, what proves who sends it. Port. */
@FunctionalInterface
public interface RecordSigner {
  RecordSigner NONE = _ -> {};

  /** Changes headers only. */
  void sign(ProducerRecord<String, byte[]> record);
}
