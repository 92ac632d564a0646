package io.podspan.servicekit.follow;

import io.podspan.events.Topic;
import io.podspan.servicekit.consume.Consumers;
import io.podspan.servicekit.consume.Reader;
import io.podspan.servicekit.supervise.SupervisedThread;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Says that a service is there: it is a member of a consumer group that has no other purpose, and
 * reads nothing. A process that has ended or stands still is no member any more after the group's
 * session timeout, which is 6 s unless it is set otherwise. The console looks for it.
 */
public final class Presence implements AutoCloseable {
  private static final Duration POLL = Duration.ofSeconds(1);

  private final SupervisedThread thread;

  /**
   * @param who what is there: the name of a service, or {@link #reflector}
   */
  public Presence(Consumers consumers, String who) {
    this.thread =
        consumers.thread(
            "presence", Map.of(ConsumerConfig.GROUP_ID_CONFIG, group(who)), new Member());
  }

  /** A reflector of ours. */
  public static String reflector(String name) {
    return "bgp-reflector-" + name;
  }

  /** The group of those who say that this is there. */
  public static String group(String who) {
    return who + "-presence";
  }

  public void start() {
    thread.start();
  }

  @Override
  public void close() {
    thread.close();
  }

  private static final class Member implements Reader {
    @Override
    public void open(KafkaConsumer<String, byte[]> consumer) {
      consumer.subscribe(List.of(Topic.INTENT_NAME), new Pausing(consumer));
    }

    @Override
    public void read(KafkaConsumer<String, byte[]> consumer) {
      consumer.poll(POLL);
    }
  }

  private record Pausing(KafkaConsumer<String, byte[]> consumer)
      implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      consumer.pause(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      // Nothing was read of them.
    }
  }
}
