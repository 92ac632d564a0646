package io.podspan.peeringservice.peering.network;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Reflector;
import java.util.List;

/** Asks nodes about their network. Port. */
public interface NetworkProbe {
  /**
   * Asks every node of this cluster. It blocks for some seconds at most and throws nothing: a node
   * that does not answer is {@link Reach.Unmeasured}.
   */
  NetworkLook ask(Cluster cluster, List<Reflector> reflectors);

  /** Looks at the files with the keys of these reflectors, where they have one. */
  default List<KeyLook> keys(List<Reflector> reflectors) {
    return List.of();
  }
}
