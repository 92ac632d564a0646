package io.podspan.peeringservice.events.topic;

import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.events.IntentEvent.IntentCompleted;
import io.podspan.events.Topic;
import io.podspan.events.world.TopicContent;
import io.podspan.peeringservice.events.StoredIntent;
import io.podspan.peeringservice.peering.intent.Transaction;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Compares the topic with Postgres, and tells again what differs. */
final class IntentComparison {
  private static final Logger LOG = Logger.getLogger(IntentComparison.class);

  private final StoredIntent stored;
  private final IntentLedger ledger;
  private final IntentPublisher publisher;
  private final String signer;
  private final Transaction transaction;
  private final MeterRegistry metrics;

  /**
   * @param signer the id of the key that signs now, empty when nothing is signed
   */
  IntentComparison(
      StoredIntent stored,
      IntentLedger ledger,
      IntentPublisher publisher,
      String signer,
      Transaction transaction,
      MeterRegistry metrics) {
    this.stored = stored;
    this.ledger = ledger;
    this.publisher = publisher;
    this.signer = signer;
    this.transaction = transaction;
    this.metrics = metrics;
  }

  /**
   * What was read of the topic, to its end.
   *
   * @param spoiled keys whose last record is not usable, or of another installation
   * @param installations that records say they are of
   * @param anonymous whether there are records that do not say
   * @param kafka the id of the Kafka cluster, null when it is not known
   */
  record Seen(
      TopicContent content,
      Set<String> spoiled,
      SortedSet<String> installations,
      boolean anonymous,
      @Nullable String kafka) {}

  /**
   * What Postgres said before the topic was read to its end.
   *
   * @param generation that was told
   * @param onTheirWay the keys that were not sent yet
   */
  record Before(long generation, Set<String> onTheirWay) {}

  /** What came of a comparison. */
  sealed interface Outcome {}

  record Same() implements Outcome {}

  /** What differed is on its way to the topic. */
  record Repaired(long generation) implements Outcome {}

  /** The intent was changed, or is being sent, meanwhile. */
  record Overtaken() implements Outcome {}

  record NotOurs(String objection) implements Outcome {}

  String installation() {
    return transaction.call(() -> ledger.told().installation());
  }

  /** To be asked before the topic is read to its end. */
  Before look() {
    return transaction.call(() -> new Before(ledger.told().generation(), ledger.onTheirWay()));
  }

  Outcome compare(Before before, Seen seen) {
    return transaction.call(() -> decide(before, seen));
  }

  private Outcome decide(Before before, Seen seen) {
    WantedIntent wanted = WantedIntent.of(stored.events());
    Told told = ledger.told();
    Claim claim =
        new Claim(
            told, wanted.records().isEmpty(), seen.kafka(), seen.installations(), seen.anonymous());
    if (!claim.isOurs()) {
      return new NotOurs(claim.objection());
    }
    remember(told, seen);
    if (told.generation() != before.generation()) {
      return new Overtaken();
    }
    Set<String> onTheirWay = new HashSet<>(ledger.onTheirWay());
    onTheirWay.addAll(before.onTheirWay());
    Repair repair = Repair.of(wanted, told, signer, onTheirWay, seen.spoiled(), seen.content());
    if (!repair.isNeeded() && wanted.isWhatWasTold(told)) {
      return onTheirWay.isEmpty() ? new Same() : new Overtaken();
    }
    long newest = seen.content().mark().map(IntentCompleted::generation).orElse(0L);
    Told again = ledger.retell(wanted.digests(), newest + 1);
    publisher.publish(repair.events(), again);
    tell(repair, again);
    return new Repaired(again.generation());
  }

  private void remember(Told told, Seen seen) {
    String kafka = seen.kafka();
    if (kafka == null || kafka.equals(told.kafka())) {
      return;
    }
    if (told.kafka() != null) {
      LOG.warnf(
          "Kafka is another one, %s instead of %s; its %s is %s",
          kafka,
          told.kafka(),
          Topic.INTENT_NAME,
          seen.installations().isEmpty() ? "empty" : "ours");
    }
    ledger.remember(kafka);
  }

  private void tell(Repair repair, Told again) {
    count("lacking", repair.lacking());
    count("stale", repair.stale());
    count("foreign", repair.foreign());
    if (repair.lacking() + repair.stale() + repair.foreign() == 0) {
      LOG.infof("%s is of generation %d", Topic.INTENT_NAME, again.generation());
      return;
    }
    LOG.warnf(
        "%s is told again as generation %d: %d records lacked, %d were stale, %d were foreign",
        Topic.INTENT_NAME,
        (Object) again.generation(),
        repair.lacking(),
        repair.stale(),
        repair.foreign());
  }

  private void count(String what, int records) {
    metrics.counter("podspan_intent_repaired_total", "what", what).increment(records);
  }
}
