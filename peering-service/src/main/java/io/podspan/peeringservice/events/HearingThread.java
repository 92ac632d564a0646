package io.podspan.peeringservice.events;

import io.podspan.events.Topic;
import io.podspan.servicekit.consume.InboundEvents;
import io.podspan.servicekit.consume.KafkaClients;
import io.podspan.servicekit.follow.KafkaLoop;
import io.podspan.servicekit.topics.TopicProvisioner;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * The one thread and the one consumer that hear sessions, routes and probes. An offset is committed
 * when everything before it is handled, so a record may be heard twice, and none is missed.
 */
@ApplicationScoped
public class HearingThread {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final String GROUP = "peering-service";
  private static final List<String> TOPICS =
      List.of(Topic.SESSIONS_NAME, Topic.ROUTES_NAME, Topic.PROBES_NAME);

  private final KafkaLoop loop;
  private final InboundEvents inbound;
  private final ObservationRecorder recorder;

  @Inject
  public HearingThread(
      KafkaClients kafka,
      TopicProvisioner topics,
      InboundEvents inbound,
      ObservationRecorder recorder) {
    Map<String, Object> membership = Map.of(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    this.loop = new KafkaLoop("hearing", kafka, topics, membership, this::listen);
    this.inbound = inbound;
    this.recorder = recorder;
  }

  void start(@Observes StartupEvent event) {
    loop.start();
  }

  private void listen(KafkaConsumer<String, byte[]> listener, BooleanSupplier running) {
    listener.subscribe(TOPICS);
    while (running.getAsBoolean()) {
      for (ConsumerRecord<String, byte[]> record : listener.poll(POLL)) {
        inbound.handle(record, recorder::record);
      }
      listener.commitSync();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }
}
