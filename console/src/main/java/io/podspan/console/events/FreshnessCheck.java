package io.podspan.console.events;

import io.podspan.console.journal.FreshnessGauge;
import io.podspan.events.Topic;
import io.podspan.servicekit.kafka.KafkaClients;
import io.podspan.servicekit.supervise.SupervisedThread;
import io.podspan.servicekit.supervise.Supervision;
import io.podspan.servicekit.supervise.Task;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Compares the journal with Kafka every second: the ends of all partitions with the offsets that
 * the group has committed. It does not ask the consumer. A consumer whose group still waits for a
 * dead member reads nothing and knows nothing of its lag.
 */
@ApplicationScoped
public class FreshnessCheck implements Task {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final List<String> TOPICS =
      Arrays.stream(Topic.values()).map(Topic::topicName).toList();

  private final Broker broker;
  private final FreshnessGauge gauge = new FreshnessGauge();
  private final SupervisedThread thread;

  @Inject
  public FreshnessCheck(KafkaClients kafka, Supervision supervision) {
    this.broker = new Broker(kafka);
    this.thread = supervision.thread("journal-freshness", this);
  }

  @Produces
  @Singleton
  FreshnessGauge gauge() {
    return gauge;
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) {
    thread.close();
  }

  @Override
  public Duration turn() throws InterruptedException, ExecutionException, TimeoutException {
    gauge.report(behind(broker.admin()));
    return PAUSE;
  }

  private static long behind(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    // Committed offsets first: a record that arrives in between makes the answer too large, never
    // too small.
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin
            .listConsumerGroupOffsets(TopicConsumer.GROUP)
            .partitionsToOffsetAndMetadata()
            .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    long behind = 0;
    for (Map.Entry<TopicPartition, Range> range : ranges(admin).entrySet()) {
      OffsetAndMetadata handled = committed.get(range.getKey());
      long from = handled == null ? 0 : handled.offset();
      behind += Math.max(0, range.getValue().end() - Math.max(from, range.getValue().start()));
    }
    return behind;
  }

  /** The offsets that a partition has now: the first one, and the one after the last. */
  private record Range(long start, long end) {}

  private static Map<TopicPartition, Range> ranges(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetSpec> first = new HashMap<>();
    Map<TopicPartition, OffsetSpec> last = new HashMap<>();
    for (TopicDescription topic :
        admin
            .describeTopics(TOPICS)
            .allTopicNames()
            .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
            .values()) {
      topic
          .partitions()
          .forEach(
              partition -> {
                TopicPartition key = new TopicPartition(topic.name(), partition.partition());
                first.put(key, OffsetSpec.earliest());
                last.put(key, OffsetSpec.latest());
              });
    }
    Map<TopicPartition, ListOffsetsResultInfo> starts =
        admin.listOffsets(first).all().get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    Map<TopicPartition, ListOffsetsResultInfo> ends =
        admin.listOffsets(last).all().get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    Map<TopicPartition, Range> ranges = new HashMap<>();
    ends.forEach(
        (key, end) -> {
          ListOffsetsResultInfo start = starts.get(key);
          ranges.put(key, new Range(start == null ? 0 : start.offset(), end.offset()));
        });
    return ranges;
  }

  @Override
  public void failed(Throwable failure) {
    broker.close();
  }

  @Override
  public void ended() {
    broker.close();
  }
}
