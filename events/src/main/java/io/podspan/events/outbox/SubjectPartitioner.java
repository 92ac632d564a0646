package io.podspan.events.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.podspan.events.IntentEvent;
import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.utils.Utils;

/**
 * Puts a record on the partition of its key, as Kafka's own partitioner does, and a node on the
 * partition of its cluster. So a reader sees a cluster and its nodes change in the order in which
 * they did.
 */
public final class SubjectPartitioner implements Partitioner {

  @Override
  public int partition(
      String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
    int partitions = cluster.partitionsForTopic(topic).size();
    if (key instanceof String text) {
      return partitionOf(text, partitions);
    }
    return keyBytes == null ? 0 : partition(keyBytes, partitions);
  }

  /** The partition of this key on a topic with so many. */
  public static int partitionOf(String key, int partitions) {
    return partition(together(key).getBytes(UTF_8), partitions);
  }

  private static int partition(byte[] subject, int partitions) {
    return Utils.toPositive(Utils.murmur2(subject)) % partitions;
  }

  /** The subject whose partition counts. */
  static String together(String subject) {
    if (!subject.startsWith(IntentEvent.NODE_PREFIX)) {
      return subject;
    }
    int start = IntentEvent.NODE_PREFIX.length();
    int end = subject.indexOf('/', start);
    return end < 0 ? subject : IntentEvent.CLUSTER_PREFIX + subject.substring(start, end);
  }

  @Override
  public void configure(Map<String, ?> settings) {
    // It has none.
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
