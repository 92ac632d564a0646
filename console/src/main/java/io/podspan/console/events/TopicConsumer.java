package io.podspan.console.events;

import io.podspan.servicekit.topics.TopicProvisioner;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The one Kafka consumer of the console. */
@ApplicationScoped
public class TopicConsumer {
  private final BatchStorage storage;
  private final TopicProvisioner topics;
  private volatile boolean running = true;

  @Inject
  public TopicConsumer(BatchStorage storage, TopicProvisioner topics) {
    this.storage = storage;
    this.topics = topics;
  }

  /** The channel connects by itself; topics that are not there yet are made beside it. */
  void start(@Observes StartupEvent event) {
    Thread.ofVirtual().name("topics").start(() -> topics.awaitTopics(() -> running));
  }

  void stop(@Observes ShutdownEvent event) {
    running = false;
  }

  /**
   * Returns when every record is in the journal or a dead letter; the channel then commits the
   * offsets and hands over the next batch.
   */
  @Incoming("topics")
  @Blocking
  public void on(ConsumerRecords<String, byte[]> batch) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>(batch.count());
    batch.forEach(records::add);
    storage.store(records);
  }
}
