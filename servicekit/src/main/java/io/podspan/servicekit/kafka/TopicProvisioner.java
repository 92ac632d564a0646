package io.podspan.servicekit.kafka;

import io.podspan.events.Topic;
import io.podspan.servicekit.ready.Awaited;
import io.podspan.servicekit.ready.Part;
import io.podspan.servicekit.ready.Waiting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Creates the topics that are missing, also those that go while the service runs, and keeps the
 * compacted ones compacted. Several threads and several services may do so at once.
 *
 * <p>It also knows whether this Kafka is the right one: a reader or the owner of the intent may
 * {@link #hold} what is to be sent, until it is.
 */
@ApplicationScoped
public class TopicProvisioner implements Part {
  private static final Logger LOG = Logger.getLogger(TopicProvisioner.class);

  private static final AlterConfigOp COMPACT =
      new AlterConfigOp(
          new ConfigEntry(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT),
          AlterConfigOp.OpType.SET);

  private final KafkaClients kafka;
  private final short replicas;
  private final ReentrantLock lock = new ReentrantLock();
  private final Awaited topics = new Awaited("topics", "Kafka: the topics are not there yet");
  private volatile @Nullable TopicIdentity identity;
  private volatile @Nullable String held;

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
   * in a turn tries again until it succeeds. {@link TopicWatch} looks again later.
   *
   * @throws KafkaException when Kafka does not answer within seconds or refuses
   */
  public void provide() throws InterruptedException {
    if (!provisioned()) {
      look(false);
    }
  }

  /**
   * Looks again, and creates what is gone.
   *
   * @throws KafkaException as above
   */
  public void look() throws InterruptedException {
    look(true);
  }

  private void look(boolean again) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (again || !provisioned()) {
        identity = provision();
        topics.arrived();
      }
    } catch (ExecutionException e) {
      throw new KafkaException("Kafka did not list or create the topics: " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  public boolean provisioned() {
    return identity != null;
  }

  /** What was found at the last look; empty before the first. */
  public Optional<TopicIdentity> identity() {
    return Optional.ofNullable(identity);
  }

  /**
   * Nothing shall be sent to this Kafka, because of this.
   *
   * @param why for people
   */
  public void hold(String why) {
    held = why;
  }

  /** What is to be sent may be sent. */
  public void release() {
    held = null;
  }

  /** Whether something is to be sent to this Kafka. */
  public boolean mayPublish() {
    return held == null;
  }

  private TopicIdentity provision() throws ExecutionException, InterruptedException {
    try (Admin admin = kafka.admin()) {
      Set<String> present = admin.listTopics().names().get();
      List<NewTopic> missing = new ArrayList<>(wanted());
      missing.removeIf(topic -> present.contains(topic.name()));
      if (!missing.isEmpty()) {
        create(admin, missing);
      }
      keepCompacted(admin, present);
      TopicDescription intent =
          admin
              .describeTopics(List.of(Topic.INTENT_NAME))
              .allTopicNames()
              .get()
              .get(Topic.INTENT_NAME);
      String topic = intent == null ? "" : intent.topicId().toString();
      return new TopicIdentity(admin.describeCluster().clusterId().get(), topic);
    }
  }

  private void create(Admin admin, List<NewTopic> missing)
      throws ExecutionException, InterruptedException {
    if (provisioned()) {
      LOG.warnf(
          "topics are gone and are created again: %s",
          missing.stream().map(NewTopic::name).toList());
    }
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

  /** Who may not see or change the settings of topics works without that. */
  private static void keepCompacted(Admin admin, Set<String> present)
      throws ExecutionException, InterruptedException {
    try {
      compact(admin, present);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof AuthorizationException)) {
        throw e;
      }
      LOG.debugf("the settings of topics are not to be seen: %s", e.getMessage());
    }
  }

  /** A topic that somebody else created deletes old records by default: the state would go. */
  private static void compact(Admin admin, Set<String> present)
      throws ExecutionException, InterruptedException {
    List<ConfigResource> compacted = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      if (topic.compacted() && present.contains(topic.topicName())) {
        compacted.add(new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()));
      }
    }
    if (compacted.isEmpty()) {
      return;
    }
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    for (var described : admin.describeConfigs(compacted).all().get().entrySet()) {
      ConfigEntry policy = described.getValue().get(TopicConfig.CLEANUP_POLICY_CONFIG);
      if (policy != null && !TopicConfig.CLEANUP_POLICY_COMPACT.equals(policy.value())) {
        LOG.warnf(
            "topic %s is set to %s and is set to compact",
            described.getKey().name(), policy.value());
        changes.put(described.getKey(), List.of(COMPACT));
      }
    }
    if (!changes.isEmpty()) {
      admin.incrementalAlterConfigs(changes).all().get();
    }
  }

  private List<NewTopic> wanted() {
    List<NewTopic> wanted = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      String policy =
          topic.compacted()
              ? TopicConfig.CLEANUP_POLICY_COMPACT
              : TopicConfig.CLEANUP_POLICY_DELETE;
      wanted.add(
          topic(topic.topicName()).configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, policy)));
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
