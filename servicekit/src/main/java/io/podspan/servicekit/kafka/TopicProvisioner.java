package io.podspan.servicekit.kafka;

import io.podspan.events.Topic;
import io.podspan.servicekit.ready.Awaited;
import io.podspan.servicekit.ready.Part;
import io.podspan.servicekit.ready.Waiting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Creates the topics that are missing. Several threads and several services may do so at once. */
@ApplicationScoped
public class TopicProvisioner implements Part {
  private final KafkaClients kafka;
  private final short replicas;
  private final ReentrantLock lock = new ReentrantLock();
  private final Awaited topics = new Awaited("topics", "Kafka: the topics are not there yet");
  private volatile boolean provisioned;

  @Inject
  public TopicProvisioner(
      KafkaClients kafka,
      @ConfigProperty(name = "podspan.kafka.replication-factor", defaultValue = "1")
          short replicas) {
    this.kafka = kafka;
    this.replicas = replicas;
  }

  /**
   * Returns when all topics exist. Asks Kafka once per process; a supervised thread that calls this
   * in a turn tries again until it succeeds.
   *
   * @throws KafkaException when Kafka does not answer within seconds or refuses
   */
  public void provide() throws InterruptedException {
    if (provisioned) {
      return;
    }
    lock.lockInterruptibly();
    try {
      if (!provisioned) {
        provision();
        provisioned = true;
        topics.arrived();
      }
    } catch (ExecutionException e) {
      throw new KafkaException("Kafka did not list or create the topics: " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  public boolean provisioned() {
    return provisioned;
  }

  private void provision() throws ExecutionException, InterruptedException {
    try (Admin admin = kafka.admin()) {
      Set<String> present = admin.listTopics().names().get();
      List<NewTopic> missing = new ArrayList<>(wanted());
      missing.removeIf(topic -> present.contains(topic.name()));
      if (!missing.isEmpty()) {
        create(admin, missing);
      }
    }
  }

  private static void create(Admin admin, List<NewTopic> missing)
      throws ExecutionException, InterruptedException {
    for (var created : admin.createTopics(missing).values().values()) {
      try {
        created.get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private List<NewTopic> wanted() {
    List<NewTopic> wanted = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      String policy = topic.compacted() ? "compact" : "delete";
      wanted.add(topic(topic.topicName()).configs(Map.of("cleanup.policy", policy)));
    }
    wanted.add(topic(Topic.DEAD_LETTER_NAME));
    return wanted;
  }

  private NewTopic topic(String name) {
    return new NewTopic(name, Optional.of(Topic.PARTITIONS), Optional.of(replicas));
  }

  @Override
  public String name() {
    return topics.name();
  }

  @Override
  public Optional<Waiting> waiting() {
    return topics.waiting();
  }
}
