package io.podspan.peeringservice.events.topic;

import io.podspan.events.IntentEvent;
import io.podspan.events.world.ContentDigest;
import io.podspan.events.world.IntentRecord;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the topic should hold, as Postgres has it: a record for each key. Pure.
 *
 * @param records in an order in which nobody sees a cluster without its nodes
 */
record WantedIntent(Map<String, IntentRecord> records) {

  static WantedIntent of(Collection<? extends IntentEvent> events) {
    Map<String, IntentRecord> records = new LinkedHashMap<>();
    for (IntentEvent event : events) {
      records.put(event.subject(), IntentLedger.record(event));
    }
    return new WantedIntent(records);
  }

  /** The digests of those that count. */
  Map<String, ContentDigest> digests() {
    Map<String, ContentDigest> digests = new LinkedHashMap<>();
    records.forEach(
        (key, record) -> {
          if (record.counts()) {
            digests.put(key, record.digest());
          }
        });
    return digests;
  }

  /** Whether the ledger says the same. */
  boolean isWhatWasTold(Told told) {
    ContentDigest sum = ContentDigest.NONE;
    Map<String, ContentDigest> digests = digests();
    for (ContentDigest digest : digests.values()) {
      sum = sum.plus(digest);
    }
    return told.records() == digests.size() && told.digest().equals(sum);
  }
}
