package io.podspan.servicekit.follow;

import io.podspan.events.IntentEvent.IntentCompleted;
import io.podspan.events.Topic;
import io.podspan.events.world.IntentRecord;
import io.podspan.events.world.Provenance;
import io.podspan.events.world.TopicContent;
import io.podspan.events.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What to believe of the intent topic. Pure; owned by the follower's thread.
 *
 * <p>What is in force changes in two ways only:
 *
 * <ol>
 *   <li>A record of a newer generation than the last whole one is an order, one by one: something
 *       is declared, changed, removed, withdrawn.
 *   <li>The topic fits its mark, of our installation and not older than anything that was read
 *       before: the topic is the whole intent, and what it does not name is gone.
 * </ol>
 *
 * <p>So an empty topic, one with fewer records, an older one and another installation's take
 * nothing away.
 */
final class Judgement {
  private World inForce;
  private @Nullable IntentCompleted accepted;
  private @Nullable String kafkaBefore;
  private @Nullable String kafka;

  /** The newest generation of which something is in force. */
  private long newest;

  private TopicContent content = new TopicContent();
  private final List<IntentRecord> orders = new ArrayList<>();
  private @Nullable String stranger;
  private boolean holdsOurs;
  private boolean caughtUp;
  private Standing standing = new Standing.Reading();

  Judgement(Kept kept) {
    inForce = kept.world();
    accepted = kept.mark();
    kafkaBefore = kept.kafka();
    newest = kept.generation();
  }

  /**
   * The topic is read from its beginning now. What is in force stays.
   *
   * @param kafka the id of the Kafka cluster, null when that is not known
   */
  void begin(@Nullable String kafka) {
    this.kafka = kafka;
    content = new TopicContent();
    orders.clear();
    stranger = null;
    holdsOurs = false;
    caughtUp = false;
    standing = new Standing.Reading();
  }

  /** Takes what was read next. */
  void hear(Collection<IntentRecord> records) {
    List<IntentRecord> ours = new ArrayList<>();
    for (IntentRecord record : records) {
      if (isOfAnother(record.provenance())) {
        stranger = record.provenance().installation();
      } else {
        ours.add(record);
        holdsOurs |= accepted != null && record.provenance().isKnown();
      }
    }
    content.take(ours).stream().filter(this::isNews).forEach(orders::add);
  }

  private boolean isOfAnother(Provenance provenance) {
    return accepted != null
        && provenance.isKnown()
        && !provenance.installation().equals(accepted.installation());
  }

  private boolean isNews(IntentRecord record) {
    return accepted == null || record.provenance().generation() > accepted.generation();
  }

  /** Everything that was there at {@link #begin} has been heard, and a batch more each time. */
  void judge() {
    caughtUp = true;
    if (isWhole()) {
      acceptWhole();
    } else if (isForeign()) {
      orders.clear();
      standing = new Standing.Foreign(foreign());
    } else {
      obey();
      standing = accepted == null ? unmarked() : new Standing.Kept(shortfall());
    }
  }

  private boolean isWhole() {
    Optional<IntentCompleted> mark = content.mark();
    return content.isComplete() && mark.isPresent() && isNotOlder(mark.get());
  }

  /** A second world of one generation is as wrong as an older one. */
  private boolean isNotOlder(IntentCompleted mark) {
    boolean same = accepted != null && mark.generation() == accepted.generation();
    return mark.generation() >= newest && (!same || mark.equals(accepted));
  }

  private void acceptWhole() {
    IntentCompleted mark = content.mark().orElseThrow();
    inForce = content.world();
    accepted = mark;
    newest = mark.generation();
    kafkaBefore = kafka;
    orders.clear();
    standing = new Standing.Complete(mark.generation());
  }

  private boolean isForeign() {
    boolean another = kafkaBefore != null && kafka != null && !kafka.equals(kafkaBefore);
    return !holdsOurs && (stranger != null || (another && !content.isEmpty()));
  }

  private void obey() {
    for (IntentRecord order : orders) {
      newest = Math.max(newest, order.provenance().generation());
    }
    inForce = inForce.after(TopicContent.events(orders));
    orders.clear();
  }

  private Standing unmarked() {
    return content.mark().isEmpty() ? new Standing.Unmarked() : new Standing.Kept(shortfall());
  }

  private String foreign() {
    return "%s in Kafka %s belongs to %s, not to our installation %s, which was in Kafka %s: nothing of it is followed, nothing is sent there; correct kafka.bootstrap.servers"
        .formatted(
            Topic.INTENT_NAME,
            named(kafka),
            stranger == null ? "nobody that says so" : "installation " + stranger,
            accepted == null ? "(unknown)" : accepted.installation(),
            named(kafkaBefore));
  }

  private String shortfall() {
    Optional<IntentCompleted> mark = content.mark();
    if (mark.isEmpty()) {
      return Topic.INTENT_NAME + " holds nothing complete" + elsewhere();
    }
    long generation = mark.get().generation();
    if (generation < newest) {
      return "%s is of generation %d, older than %d%s"
          .formatted(Topic.INTENT_NAME, generation, newest, elsewhere());
    }
    if (content.isComplete()) {
      return "%s says something else of generation %d than before%s"
          .formatted(Topic.INTENT_NAME, generation, elsewhere());
    }
    return "%s does not fit its mark of generation %d: %d records instead of %d, or others%s"
        .formatted(
            Topic.INTENT_NAME, generation, content.records(), mark.get().records(), elsewhere());
  }

  private String elsewhere() {
    return kafkaBefore == null || kafka == null || kafka.equals(kafkaBefore)
        ? ""
        : " (this is Kafka " + kafka + ", it was " + kafkaBefore + ")";
  }

  private static String named(@Nullable String id) {
    return id == null ? "(unknown)" : id;
  }

  World inForce() {
    return inForce;
  }

  Standing standing() {
    return standing;
  }

  /**
   * Whether what is in force was once a whole intent and follows from it. Only then may something
   * be forgotten because the intent does not name it. Without any mark, a topic that holds
   * something is believed.
   */
  boolean isSettled() {
    return accepted != null
        || (caughtUp && standing instanceof Standing.Unmarked && !content.isEmpty());
  }

  /** The generation of the last whole intent. */
  OptionalLong generation() {
    return accepted == null ? OptionalLong.empty() : OptionalLong.of(accepted.generation());
  }

  /** The newest generation of which something is in force; 0 when it is of none. */
  long newest() {
    return newest;
  }

  /** What is to be kept now; empty while the topic does not hold it as a whole. */
  Optional<Kept> toKeep() {
    return switch (standing) {
      case Standing.Complete _ -> Optional.of(new Kept(inForce, accepted, kafka));
      case Standing.Unmarked _ when isSettled() -> Optional.of(new Kept(inForce, null, kafka));
      case Standing.Unmarked _, Standing.Reading _, Standing.Kept _, Standing.Foreign _ ->
          Optional.empty();
    };
  }
}
