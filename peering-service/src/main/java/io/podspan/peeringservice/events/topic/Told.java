package io.podspan.peeringservice.events.topic;

import io.podspan.events.IntentEvent.IntentCompleted;
import io.podspan.events.world.ContentDigest;
import io.podspan.events.world.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * The row of the ledger.
 *
 * @param installation which Podspan this is
 * @param generation 0 before anything was told
 * @param records how many clusters, nodes and interconnects there are
 * @param digest of them
 * @param kafka the id of the Kafka cluster that it was told to last, null before the first
 */
record Told(
    String installation,
    long generation,
    int records,
    ContentDigest digest,
    @Nullable String kafka) {

  Provenance provenance() {
    return new Provenance(installation, generation);
  }

  IntentCompleted mark() {
    return new IntentCompleted(installation, generation, records, digest.toString());
  }
}
