package io.podspan.peeringservice.peering.change;

import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.rollout.Turnover;
import java.util.List;

/** What is to be done in one cluster so that an interconnect is as it is wanted. */
public sealed interface ClusterStep {

  /** The reflectors to peer with. */
  List<Reflector> reflectors();

  /** What becomes of former ones. */
  default Turnover turnover() {
    return Turnover.NONE;
  }

  /**
   * Its peerings are as they should be now.
   *
   * @param turnover keeps the former reflectors that it has until another one carries all clusters
   */
  record Stay(List<Reflector> reflectors, Turnover turnover) implements ClusterStep {
    public Stay {
      reflectors = List.copyOf(reflectors);
    }

    /** Without former reflectors. */
    public Stay(List<Reflector> reflectors) {
      this(reflectors, Turnover.NONE);
    }
  }

  /** It has none of the peerings on all nodes yet. */
  record Join(List<Reflector> reflectors, Turnover turnover) implements ClusterStep {
    public Join {
      reflectors = List.copyOf(reflectors);
    }
  }

  /** It is joined, by other peerings. They are replaced in one restart of each node. */
  record Change(List<Reflector> reflectors, Turnover turnover) implements ClusterStep {
    public Change {
      reflectors = List.copyOf(reflectors);
    }
  }

  /**
   * It is not wanted any more.
   *
   * @param former the reflectors that its nodes may peer with
   */
  record Leave(List<Reflector> former) implements ClusterStep {
    public Leave {
      former = List.copyOf(former);
    }

    @Override
    public List<Reflector> reflectors() {
      return List.of();
    }

    @Override
    public Turnover turnover() {
      return new Turnover(List.of(), former);
    }
  }
}
