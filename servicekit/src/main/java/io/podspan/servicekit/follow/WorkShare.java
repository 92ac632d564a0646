package io.podspan.servicekit.follow;

import io.podspan.events.Topic;
import io.podspan.servicekit.consume.KafkaClients;
import io.podspan.servicekit.topics.TopicProvisioner;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which clusters are this instance's to work for: those whose intent is on a partition that the
 * service's consumer group gave it. The consumer reads nothing; membership is all it is for.
 */
@ApplicationScoped
public class WorkShare {
  private static final Logger LOG = Logger.getLogger(WorkShare.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final KafkaClients kafka;
  private final TopicProvisioner topics;
  private final IntentFollower intent;
  private final String group;
  private volatile Set<Integer> ours = Set.of();
  private volatile boolean assigned;
  private volatile boolean running;
  private volatile @Nullable Thread thread;
  private volatile @Nullable KafkaConsumer<String, byte[]> member;

  @Inject
  public WorkShare(
      KafkaClients kafka,
      TopicProvisioner topics,
      IntentFollower intent,
      @ConfigProperty(name = "quarkus.application.name") String service) {
    this.kafka = kafka;
    this.topics = topics;
    this.intent = intent;
    this.group = service + "-share";
  }

  /** Joins the group; a second call does nothing. */
  public synchronized void start() {
    if (thread == null) {
      running = true;
      thread = Thread.ofPlatform().name("work-share").start(this::run);
    }
  }

  /** Whether the group has given this instance its part, be it an empty one. */
  public boolean assigned() {
    return assigned;
  }

  /** Names of what this waits for, empty when it has its part. */
  public Collection<String> waitsFor() {
    return assigned ? List.of() : List.of("its share of the clusters from Kafka group " + group);
  }

  /** Whether this instance works for this cluster. */
  public boolean isOurs(String cluster) {
    OptionalInt partition = intent.partitionOf(cluster);
    return partition.isPresent() && ours.contains(partition.getAsInt());
  }

  private void run() {
    while (running) {
      try {
        takePart();
      } catch (WakeupException e) {
        LOG.debug("woken to stop");
      } catch (KafkaException e) {
        LOG.warnf("joining the group %s again in a second: %s", group, e.getMessage());
        pause();
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }

  private void takePart() {
    if (!topics.awaitTopics(() -> running)) {
      return;
    }
    Map<String, Object> membership = Map.of(ConsumerConfig.GROUP_ID_CONFIG, group);
    try (KafkaConsumer<String, byte[]> consumer = kafka.consumer(membership)) {
      member = consumer;
      consumer.subscribe(List.of(Topic.INTENT_NAME), new PausingListener(consumer));
      while (running) {
        consumer.poll(POLL);
      }
    } finally {
      member = null;
    }
  }

  private final class PausingListener implements ConsumerRebalanceListener {
    private final KafkaConsumer<String, byte[]> consumer;

    PausingListener(KafkaConsumer<String, byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      consumer.pause(partitions);
      change(partitions, true);
      assigned = true;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      change(partitions, false);
    }

    private void change(Collection<TopicPartition> partitions, boolean add) {
      Set<Integer> changed = new HashSet<>(ours);
      partitions.forEach(
          p -> {
            if (add) {
              changed.add(p.partition());
            } else {
              changed.remove(p.partition());
            }
          });
      ours = Set.copyOf(changed);
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    running = false;
    KafkaConsumer<String, byte[]> current = member;
    if (current != null) {
      current.wakeup();
    }
    Thread membership = thread;
    if (membership != null && !membership.join(Duration.ofSeconds(3))) {
      membership.interrupt();
    }
  }
}
