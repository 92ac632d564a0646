package io.podspan.servicekit.topics;

import io.podspan.events.Topic;
import io.podspan.servicekit.consume.KafkaClients;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Sees to it that all topics exist. Several services may do so at once. */
@ApplicationScoped
public class TopicProvisioner {
  private static final Logger LOG = Logger.getLogger(TopicProvisioner.class);
  private static final long RETRY_MILLIS = 500;

  private final KafkaClients kafka;
  private final short replicas;
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
   * Blocks until all topics exist, however long Kafka is away.
   *
   * @param wanted asked between tries
   * @return false when not wanted any more
   */
  public synchronized boolean awaitTopics(BooleanSupplier wanted) {
    while (!provisioned) {
      if (!wanted.getAsBoolean()) {
        return false;
      }
      try {
        provision();
      } catch (ExecutionException | RuntimeException e) {
        LOG.infof("waiting for Kafka: %s", e.getMessage());
        if (!pause()) {
          return false;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  private static boolean pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
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
      provisioned = true;
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
}
