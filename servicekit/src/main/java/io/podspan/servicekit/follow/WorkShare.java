package io.podspan.servicekit.follow;

import io.podspan.events.Topic;
import io.podspan.servicekit.consume.Consumers;
import io.podspan.servicekit.consume.Reader;
import io.podspan.servicekit.ready.Awaited;
import io.podspan.servicekit.ready.Part;
import io.podspan.servicekit.ready.Waiting;
import io.podspan.servicekit.supervise.SupervisedThread;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Which clusters this instance works for: those whose intent is on a partition that the service's
 * consumer group gave to it. The consumer reads nothing; it is a member only.
 */
@ApplicationScoped
public class WorkShare implements Part {
  private static final Duration POLL = Duration.ofSeconds(1);

  private final SupervisedThread thread;
  private final IntentFollower intent;
  private final String awaited;
  private final Awaited share;
  private volatile Set<Integer> ours = Set.of();

  @Inject
  public WorkShare(
      Consumers consumers,
      IntentFollower intent,
      @ConfigProperty(name = "quarkus.application.name") String service) {
    this.intent = intent;
    String group = group(service);
    this.awaited = "its share of the clusters from Kafka group " + group;
    this.share = new Awaited("share", awaited);
    this.thread =
        consumers.thread("work-share", Map.of(ConsumerConfig.GROUP_ID_CONFIG, group), new Member());
  }

  /** The group whose members share the clusters out. */
  public static String group(String service) {
    return service + "-share";
  }

  /** Joins the group; a second call does nothing. */
  public void start() {
    thread.start();
  }

  @Override
  public String name() {
    return share.name();
  }

  /**
   * Empty while the group has given this instance its share, which may be an empty one. While the
   * group divides the work anew, nobody has one.
   */
  @Override
  public Optional<Waiting> waiting() {
    return share.waiting();
  }

  /** Whether this instance works for this cluster. */
  public boolean isOurs(String cluster) {
    OptionalInt partition = intent.partitionOf(cluster);
    return partition.isPresent() && ours.contains(partition.getAsInt());
  }

  private final class Member implements Reader {
    @Override
    public void open(KafkaConsumer<String, byte[]> consumer) {
      // A new member has nothing yet. What the last one had may be another instance's by now.
      share.waitFor(awaited);
      ours = Set.of();
      consumer.subscribe(List.of(Topic.INTENT_NAME), new PausingListener(consumer));
    }

    @Override
    public void read(KafkaConsumer<String, byte[]> consumer) {
      consumer.poll(POLL);
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
      share.arrived();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      share.waitFor(awaited);
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
    thread.close();
  }
}
