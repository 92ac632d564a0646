package io.podspan.peeringservice.peering.drift;

import java.util.Collection;
import java.util.List;

/**
 * Keeps what forced withdrawals left, until its cluster is removed or an interconnect of the same
 * name has the cluster. Port: all belongs to the caller's transaction.
 */
public interface LeftoverBook {
  /** Of all interconnects, in these clusters. */
  List<Leftover> in(Collection<String> clusters);

  void save(Leftover leftover);
}
