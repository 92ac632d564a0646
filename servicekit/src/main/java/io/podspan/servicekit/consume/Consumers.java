package io.podspan.servicekit.consume;

import io.podspan.events.Event;
import io.podspan.events.Topic;
import io.podspan.servicekit.kafka.KafkaClients;
import io.podspan.servicekit.kafka.TopicProvisioner;
import io.podspan.servicekit.supervise.SupervisedThread;
import io.podspan.servicekit.supervise.Supervision;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Makes the threads that consume Kafka. The caller starts and closes them. Each waits for the
 * topics first.
 */
@ApplicationScoped
public class Consumers {
  private final KafkaClients kafka;
  private final TopicProvisioner topics;
  private final RecordReader records;
  private final Delivery delivery;
  private final Supervision supervision;
  private final List<Progress> progress = new CopyOnWriteArrayList<>();

  @Inject
  public Consumers(
      KafkaClients kafka,
      TopicProvisioner topics,
      RecordReader records,
      Delivery delivery,
      Supervision supervision) {
    this.kafka = kafka;
    this.topics = topics;
    this.records = records;
    this.delivery = delivery;
    this.supervision = supervision;
  }

  /**
   * Hands the events of these topics over in batches, each partition in its order, to one member of
   * the group. A batch is committed when it is handled; the group goes on from there.
   *
   * @param settings of the consumer, besides the common ones
   * @param handler may get an event again, and after a failure one event at a time
   */
  public SupervisedThread group(
      String thread,
      String group,
      List<String> topics,
      Map<String, Object> settings,
      Consumer<List<Arrived>> handler) {
    return batches(thread, group, topics, Joining.group(topics), settings, handler);
  }

  /**
   * The same for a service that runs once: it takes all partitions and is back at once after a
   * crash. The offsets are those of the group, which has no members.
   */
  public SupervisedThread alone(
      String thread,
      String group,
      List<String> topics,
      Map<String, Object> settings,
      Consumer<List<Arrived>> handler) {
    return batches(thread, group, topics, Joining.alone(topics), settings, handler);
  }

  private SupervisedThread batches(
      String thread,
      String group,
      List<String> names,
      Joining joining,
      Map<String, Object> settings,
      Consumer<List<Arrived>> handler) {
    Map<String, Object> own = new HashMap<>(settings);
    own.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    Progress how = new Progress(thread, Clock.systemUTC()).measured(supervision.metrics());
    progress.add(how);
    return thread(
        thread, own, new BatchReader(kafka, names, joining, records, delivery, handler, how));
  }

  /** How far those consumers are that handle events for the service. */
  List<Progress> progress() {
    return List.copyOf(progress);
  }

  /**
   * Tells every instance what happens on a topic from now on. For hints ("look again now"): an
   * event may be missed while the connection is lost.
   */
  public SupervisedThread tail(Topic topic, Consumer<Event> listener) {
    return thread("tail-" + topic.topicName(), Map.of(), new TailReader(topic, records, listener));
  }

  /**
   * Reads as the reader says.
   *
   * @param settings of the consumer, besides the common ones
   */
  public SupervisedThread thread(String name, Map<String, Object> settings, Reader reader) {
    return supervision.thread(name, new ConsumerTask(kafka, topics, settings, reader));
  }
}
