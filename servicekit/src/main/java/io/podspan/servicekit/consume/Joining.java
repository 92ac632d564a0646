package io.podspan.servicekit.consume;

import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** How a consumer comes to its partitions. */
@FunctionalInterface
interface Joining {

  /**
   * Assigns or subscribes the consumer, and tells the progress what it has from then on. Positions
   * of topics that were created again do not count.
   */
  void join(KafkaConsumer<String, byte[]> consumer, Progress progress, Origins origins);

  /**
   * Takes all partitions and asks nobody: there is one reader. It is back at once after a crash,
   * where a group first has to notice that a member is dead.
   */
  static Joining alone(List<String> topics) {
    return (consumer, progress, origins) -> {
      List<TopicPartition> all =
          topics.stream().flatMap(topic -> Reader.partitions(consumer, topic).stream()).toList();
      consumer.assign(all);
      origins.startOver(consumer, all);
      progress.assigned(all.size());
    };
  }

  /** Shares the partitions with the other members of the consumer's group. */
  static Joining group(List<String> topics) {
    return (consumer, progress, origins) ->
        consumer.subscribe(topics, new Told(consumer, progress, origins));
  }

  /** Called by the consumer's own thread, within a poll. */
  record Told(KafkaConsumer<String, byte[]> consumer, Progress progress, Origins origins)
      implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      origins.startOver(consumer, partitions);
      progress.assigned(consumer.assignment().size());
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      progress.unassigned();
    }
  }
}
