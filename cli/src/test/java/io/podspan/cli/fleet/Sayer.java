package io.podspan.cli.fleet;

import io.podspan.events.Event;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.outbox.OrderedDelivery;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Says what other services would. */
final class Sayer {
  private Sayer() {}

  static void say(String kafka, List<Event> events) {
    Map<String, Object> settings = new HashMap<>(OrderedDelivery.SETTINGS);
    settings.put("bootstrap.servers", kafka);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      events.forEach(
          event ->
              producer.send(
                  EventCodec.record(Envelope.of("/podspan/bench", Instant.now(), event))));
    }
  }
}
