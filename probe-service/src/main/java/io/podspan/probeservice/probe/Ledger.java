package io.podspan.probeservice.probe;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is known of all pairs: the port to the store. */
public interface Ledger {

  /** Decides, keeps and announces, in one transaction. */
  Outcome record(Reading reading);

  /** Sorted by names. */
  List<PairState> all();

  Optional<PairState> find(ClusterPair clusters);

  /** Forgets all pairs but these. */
  void keep(Set<ClusterPair> joined);
}
