package io.podspan.probeservice.probe;

import io.podspan.probeservice.measure.ClusterPair;
import io.podspan.probeservice.measure.Measurement;
import io.podspan.probeservice.verdict.Outcome;
import io.podspan.probeservice.verdict.PairState;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Port: what is known of all pairs. */
public interface Ledger {

  /** Decides, keeps and announces, in one transaction. */
  Outcome record(Measurement measurement);

  /** Sorted by names. */
  List<PairState> all();

  Optional<PairState> find(ClusterPair clusters);

  /** Forgets all pairs but these. */
  void keep(Set<ClusterPair> joined);
}
