package io.podspan.servicekit.follow;

import io.podspan.events.world.IntentRecord;
import io.podspan.servicekit.consume.Reader;
import io.podspan.servicekit.kafka.TopicIdentity;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows the intent topic by the rules of {@link Judgement}. It begins with what was kept. After a
 * lost connection it reads the topic again from its beginning, and what it knew holds meanwhile.
 */
final class IntentReader implements Reader {
  private static final Logger LOG = Logger.getLogger(IntentReader.class);

  private final IntentTopic topic;
  private final KeptIntent place;
  private final Consumer<Judgement> onChange;
  private final Consumer<Kept> keeper;
  private @Nullable Judgement judgement;
  private @Nullable Kept kept;
  private boolean caughtUp;

  /**
   * @param place where the last run kept the intent
   * @param onChange told after each turn, and at first what was kept
   * @param keeper gets what is to be kept when that changes; it must not wait
   */
  IntentReader(
      IntentTopic topic, KeptIntent place, Consumer<Judgement> onChange, Consumer<Kept> keeper) {
    this.topic = topic;
    this.place = place;
    this.onChange = onChange;
    this.keeper = keeper;
  }

  @Override
  public void open(KafkaConsumer<String, byte[]> consumer) {
    Judgement current = judgement();
    onChange.accept(current);
    topic.open(consumer);
    current.begin(topic.identity().map(TopicIdentity::kafka).orElse(null));
    caughtUp = false;
  }

  private Judgement judgement() {
    Judgement present = judgement;
    if (present == null) {
      kept = load();
      present = new Judgement(kept);
      judgement = present;
    }
    return present;
  }

  private Kept load() {
    try {
      return place.load().orElse(Kept.NOTHING);
    } catch (IOException e) {
      LOG.errorf(
          "the intent that was kept in %s cannot be used: %s", place.place(), e.getMessage());
      return Kept.NOTHING;
    } catch (SQLException e) {
      throw new KafkaException("the kept intent cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void read(KafkaConsumer<String, byte[]> consumer) {
    Judgement current = judgement();
    List<IntentRecord> records = topic.next(consumer).records();
    current.hear(records);
    if (topic.isBehind(consumer)) {
      return;
    }
    if (!caughtUp || !records.isEmpty()) {
      caughtUp = true;
      current.judge();
    }
    onChange.accept(current);
    current.toKeep().ifPresent(this::keep);
  }

  private void keep(Kept now) {
    if (!now.equals(kept)) {
      kept = now;
      keeper.accept(now);
    }
  }
}
