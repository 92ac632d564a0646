package io.podspan.servicekit.kafka;

import io.podspan.events.outbox.OrderedDelivery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes Kafka clients; {@code kafka.*} of the configuration holds for all of them, and {@code
 * podspan.kafka.*} says whether they use TLS and a login ({@link KafkaSecurity}).
 */
@ApplicationScoped
public class KafkaClients {
  private final Map<String, Object> common = new HashMap<>();
  private final KafkaSecurity security;

  @Inject
  public KafkaClients(
      Config config, @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
    security = new KafkaSecurity(config);
    for (String name : config.getPropertyNames()) {
      if (name.startsWith("kafka.")) {
        config
            .getOptionalValue(name, String.class)
            .ifPresent(v -> common.put(name.substring("kafka.".length()), v));
      }
    }
    common.put("bootstrap.servers", bootstrapServers);
    common.putIfAbsent("reconnect.backoff.max.ms", "1000");
    common.putIfAbsent("socket.connection.setup.timeout.ms", "3000");
  }

  private Map<String, Object> common() {
    Map<String, Object> settings = new HashMap<>(common);
    settings.putAll(security.settings());
    return settings;
  }

  /**
   * A producer that keeps the order of records. All replicas acknowledge; a record fails after 30
   * seconds. The caller closes it.
   */
  public KafkaProducer<String, byte[]> producer() {
    return producer(Map.of());
  }

  /** The same with settings of its own. */
  public KafkaProducer<String, byte[]> producer(Map<String, Object> own) {
    Map<String, Object> settings = common();
    settings.putAll(OrderedDelivery.SETTINGS);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 8L << 20);
    settings.putAll(own);
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * A consumer that commits nothing by itself. Without a committed offset it starts at the
   * beginning. A group gives the partitions of a killed member away after six seconds, the shortest
   * time that brokers allow by default; {@code kafka.session.timeout.ms} is another one. The caller
   * closes it.
   */
  public KafkaConsumer<String, byte[]> consumer(Map<String, Object> own) {
    Map<String, Object> settings = common();
    settings.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
    settings.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_500);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.putAll(own);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** An admin client whose calls fail after five seconds. The caller closes it. */
  public Admin admin() {
    Map<String, Object> settings = common();
    settings.put("default.api.timeout.ms", 5_000);
    settings.put("request.timeout.ms", 3_000);
    return Admin.create(settings);
  }
}
