package io.podspan.probeservice;

import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.Event;
import io.podspan.events.IntentEvent;
import io.podspan.events.InterconnectState;
import io.podspan.events.ProbeEvent;
import io.podspan.events.RouteEvent;
import io.podspan.events.Topic;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.envelope.Received;
import io.podspan.servicekit.kafka.KafkaClients;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** The other services, as far as this one can tell: what they say, and what they hear. */
@Singleton
public class TestTopics {
  private final KafkaClients kafka;

  @Inject
  public TestTopics(KafkaClients kafka) {
    this.kafka = kafka;
  }

  public void register(String... clusters) {
    for (String cluster : clusters) {
      say(new IntentEvent.ClusterRegisteredV1(state(cluster, List.of("10.0.0.0/8"))));
    }
  }

  public static ClusterState state(String cluster, List<String> podCidrs) {
    AccessReference access = new AccessReference(cluster, null);
    return new ClusterState(
        cluster, Cni.KUBE_ROUTER, null, 64512, podCidrs, List.of(), List.of(), access);
  }

  public void join(String interconnect, String... clusters) {
    InterconnectState state = new InterconnectState(interconnect, 1, List.of(clusters), List.of());
    say(new IntentEvent.InterconnectDeclared(state));
  }

  public void withdraw(String interconnect) {
    say(new IntentEvent.InterconnectWithdrawn(interconnect));
  }

  public void routesComplete(String cluster) {
    say(new RouteEvent.NodeRoutesChanged(cluster, cluster + "-n1", List.of(), List.of(), 2, 0));
  }

  public void say(Event event) {
    send(EventCodec.record(Envelope.of("/podspan/test", Instant.now(), event)));
  }

  public void send(ProducerRecord<String, byte[]> record) {
    try (KafkaProducer<String, byte[]> producer = kafka.producer()) {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw new AssertionError("Kafka did not take a record", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Kafka takes a record", e);
    }
  }

  /** All that was ever told of this pair, in order. */
  public List<ProbeEvent> told(String from, String to) {
    List<ProbeEvent> told = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer = kafka.consumer(Map.of())) {
      List<TopicPartition> all =
          consumer.partitionsFor(Topic.PROBES_NAME).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                record -> {
                  if (EventCodec.read(record) instanceof Received.Readable readable
                      && readable.envelope().event() instanceof ProbeEvent event
                      && event.subject().equals(from + "/" + to)) {
                    told.add(event);
                  }
                });
      }
    }
    return told;
  }
}
