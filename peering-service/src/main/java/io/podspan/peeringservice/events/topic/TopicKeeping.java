package io.podspan.peeringservice.events.topic;

import io.podspan.events.world.IntentRecord;
import io.podspan.events.world.Provenance;
import io.podspan.events.world.TopicContent;
import io.podspan.servicekit.consume.Reader;
import io.podspan.servicekit.follow.IntentTopic;
import io.podspan.servicekit.kafka.TopicIdentity;
import io.podspan.servicekit.kafka.TopicProvisioner;
import io.podspan.servicekit.ready.Awaited;
import io.podspan.servicekit.ready.Part;
import io.podspan.servicekit.ready.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the topic all the time, and has it compared when that is due: first it asks what was told
 * and what is on its way, then it reads to the end, then it compares. Otherwise what is sent in
 * between would seem to lack. Owned by one thread.
 */
final class TopicKeeping implements Reader, Part {
  static final String UNREAD = "the intent topic has not been read yet";

  private static final Logger LOG = Logger.getLogger(TopicKeeping.class);
  private static final Duration REGARDLESS = Duration.ofMinutes(1);

  /** What was told again needs a moment to arrive; and strangers do not keep us busy. */
  private static final Duration AFTER_A_REPAIR = Duration.ofSeconds(5);

  private final IntentTopic topic;
  private final IntentComparison comparison;
  private final TopicProvisioner topics;
  private final Awaited trouble = new Awaited("intent-topic", UNREAD);
  private final Set<String> spoiled = new HashSet<>();
  private final SortedSet<String> installations = new TreeSet<>();
  private TopicContent content = new TopicContent();
  private boolean anonymous;
  private String ours = "";
  private IntentComparison.@Nullable Before before;
  private long compared;
  private long due;

  TopicKeeping(IntentTopic topic, IntentComparison comparison, TopicProvisioner topics) {
    this.topic = topic;
    this.comparison = comparison;
    this.topics = topics;
  }

  @Override
  public void open(KafkaConsumer<String, byte[]> consumer) {
    topics.hold(UNREAD);
    topic.open(consumer);
    content = new TopicContent();
    spoiled.clear();
    installations.clear();
    anonymous = false;
    before = null;
    compared = System.nanoTime();
    due = compared;
  }

  @Override
  public void read(KafkaConsumer<String, byte[]> consumer) {
    if (ours.isEmpty()) {
      ours = comparison.installation();
    }
    take(topic.next(consumer));
    if (topic.isBehind(consumer) || System.nanoTime() - due < 0) {
      return;
    }
    IntentComparison.Before known = before;
    if (known == null) {
      before = comparison.look();
      topic.readOn(consumer);
    } else {
      before = null;
      compared = System.nanoTime();
      due = compared + compare(known).toNanos();
    }
  }

  private void take(IntentTopic.Batch batch) {
    spoiled.addAll(batch.unusable());
    boolean strange = !batch.unusable().isEmpty();
    List<IntentRecord> known = new ArrayList<>();
    for (IntentRecord record : batch.records()) {
      Provenance provenance = record.provenance();
      if (!provenance.isKnown()) {
        anonymous = true;
        strange = true;
      } else {
        installations.add(provenance.installation());
      }
      if (provenance.isKnown() && !provenance.installation().equals(ours)) {
        spoiled.add(record.key());
        strange = true;
      } else {
        spoiled.remove(record.key());
        known.add(record);
      }
    }
    // What is not taken hides what was taken before.
    known.removeAll(content.take(known));
    known.forEach(record -> spoiled.add(record.key()));
    if (strange) {
      due = Math.min(due, compared + AFTER_A_REPAIR.toNanos());
    }
  }

  /** Until when the topic need not be compared again. */
  private Duration compare(IntentComparison.Before known) {
    @Nullable String kafka = topic.identity().map(TopicIdentity::kafka).orElse(null);
    IntentComparison.Seen seen =
        new IntentComparison.Seen(
            content, Set.copyOf(spoiled), new TreeSet<>(installations), anonymous, kafka);
    return switch (comparison.compare(known, seen)) {
      case IntentComparison.Same _ -> {
        released();
        yield REGARDLESS;
      }
      case IntentComparison.Repaired _, IntentComparison.Overtaken _ -> {
        released();
        yield AFTER_A_REPAIR;
      }
      case IntentComparison.NotOurs(String objection) -> {
        LOG.error(objection);
        trouble.waitFor(objection);
        topics.hold(objection);
        yield REGARDLESS;
      }
    };
  }

  private void released() {
    trouble.arrived();
    topics.release();
  }

  @Override
  public String name() {
    return trouble.name();
  }

  /** Empty while the topic is ours, also when it had to be repaired. */
  @Override
  public Optional<Waiting> waiting() {
    return trouble.waiting();
  }
}
