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
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Which clusters are this instance's to work for: those whose intent is on a partition that the
 * service's consumer group gave it. The consumer reads nothing; membership is all it is for.
 */
@ApplicationScoped
public class WorkShare {
  private static final Duration POLL = Duration.ofSeconds(1);

  private final KafkaLoop loop;
  private final IntentFollower intent;
  private final String group;
  private volatile Set<Integer> ours = Set.of();
  private volatile boolean assigned;

  @Inject
  public WorkShare(
      KafkaClients kafka,
      TopicProvisioner topics,
      IntentFollower intent,
      @ConfigProperty(name = "quarkus.application.name") String service) {
    this.intent = intent;
    this.group = service + "-share";
    Map<String, Object> membership = Map.of(ConsumerConfig.GROUP_ID_CONFIG, group);
    this.loop = new KafkaLoop("work-share", kafka, topics, membership, this::takePart);
  }

  /** Joins the group; a second call does nothing. */
  public void start() {
    loop.start();
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

  private void takePart(KafkaConsumer<String, byte[]> member, BooleanSupplier running) {
    // A new member has nothing yet; what the last one had may be another's by now.
    ours = Set.of();
    member.subscribe(List.of(Topic.INTENT_NAME), new PausingListener(member));
    while (running.getAsBoolean()) {
      member.poll(POLL);
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

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }
}
