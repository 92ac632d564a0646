package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.conditions.DeclaredIntent;
import io.podspan.peeringservice.peering.conditions.Observations;
import io.podspan.peeringservice.peering.preflight.Candidate;
import java.time.Instant;

/**
 * Replaces a registered cluster by what was just read of it. What was observed of nodes and routes
 * that are gone is removed with it. All belongs to the caller's transaction.
 */
final class ClusterUpdate {
  private final IntentStore store;
  private final Observations observations;
  private final Announcer announcer;

  ClusterUpdate(IntentStore store, Observations observations, Announcer announcer) {
    this.store = store;
    this.observations = observations;
    this.announcer = announcer;
  }

  /** Returns whether the cluster looks different than before. */
  boolean replace(KnownCluster before, KnownCluster after) {
    store.save(after);
    boolean changed =
        !before.cluster().equals(after.cluster()) || !before.cautions().equals(after.cautions());
    if (changed) {
      announcer.changed(before, after);
      forgetWhatIsGone(before.cluster(), after.cluster());
    }
    return changed;
  }

  /** Reflectors filter by what is known of a cluster, so what preflight just read is stored. */
  void keepWhatIsNew(Candidate candidate, Instant now) {
    candidate
        .fresh()
        .filter(fresh -> !fresh.cluster().equals(candidate.known().cluster()))
        .ifPresent(fresh -> replace(candidate.known(), fresh.readAgain(now)));
  }

  private void forgetWhatIsGone(Cluster before, Cluster after) {
    DeclaredIntent intent = store.declared();
    observations.keepOnly(intent);
    if (!DeclaredIntent.routesTo(before).equals(DeclaredIntent.routesTo(after))) {
      observations.routesChanged(intent, after.name());
    }
  }
}
