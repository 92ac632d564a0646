package io.podspan.peeringservice.peering.router;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.RouterWishes;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What has to change in a cluster's router configuration so that the cluster joins or leaves. */
public sealed interface Planning {
  /**
   * The change. It is empty if the configuration is already as it should be.
   *
   * @param cautions risks that an operator should know before
   */
  record Planned(RouterChange change, List<Caution> cautions) implements Planning {
    public Planned {
      cautions = List.copyOf(cautions);
    }
  }

  /** The present configuration has a fault that only its owner can correct. */
  record Unplannable(String detail, String nextStep) implements Planning {
    /** Routers of this kind cannot get another key of their session one node after the other. */
    public static Unplannable otherKey(Reflector reflector, String routers) {
      return new Unplannable(
          "The reflector "
              + reflector.name()
              + " has another key than the nodes, and all nodes with "
              + routers
              + " would get it at once.",
          "Declare a second reflector with that key, let the interconnect name both, and then it"
              + " alone: each node gets the second session before it loses the first one.");
    }
  }

  /**
   * The peerings that a cluster should have.
   *
   * @param interconnect the interconnect that the change is for
   * @param cluster the cluster that changes
   * @param others the other clusters of the interconnect
   * @param wanted the reflectors to peer with; empty in a leave
   * @param unwanted the reflectors to stop peering with; empty in a join
   * @param stillJoined the clusters that it stays joined with by other interconnects
   * @param wishes how its routers are to be configured
   * @param disputed whether other interconnects of the cluster wish its peers elsewhere. Then they
   *     stay where they are
   * @param ofLateNodes whether the cluster has only its nodes that came later. Then its peers stay
   *     where they are, too, and nothing changes that other nodes have as well
   * @param unfinished what rollouts were to write that failed since the cluster was rolled out
   *     last, the newest first: what they took away, and did not bring back, may be there alone
   */
  record Aim(
      String interconnect,
      Cluster cluster,
      List<Cluster> others,
      Collection<Reflector> wanted,
      Collection<Reflector> unwanted,
      List<Cluster> stillJoined,
      RouterWishes wishes,
      boolean disputed,
      boolean ofLateNodes,
      List<RouterChange> unfinished) {
    /** Of all nodes, as nobody else minds. */
    public Aim(
        String interconnect,
        Cluster cluster,
        List<Cluster> others,
        Collection<Reflector> wanted,
        Collection<Reflector> unwanted,
        List<Cluster> stillJoined,
        RouterWishes wishes) {
      this(
          interconnect,
          cluster,
          others,
          wanted,
          unwanted,
          stillJoined,
          wishes,
          false,
          false,
          List.of());
    }

    /** In the usual way. */
    public Aim(
        String interconnect,
        Cluster cluster,
        List<Cluster> others,
        Collection<Reflector> wanted,
        Collection<Reflector> unwanted,
        List<Cluster> stillJoined) {
      this(interconnect, cluster, others, wanted, unwanted, stillJoined, RouterWishes.DEFAULT);
    }

    public Aim(
        String interconnect,
        Cluster cluster,
        List<Cluster> others,
        Collection<Reflector> wanted,
        Collection<Reflector> unwanted) {
      this(interconnect, cluster, others, wanted, unwanted, List.of());
    }

    /** The same with these wishes. */
    public Aim with(RouterWishes wished) {
      return copy(cluster, wished, disputed, ofLateNodes);
    }

    /** The same for these nodes of the cluster alone, which came later. */
    public Aim forLateNodes(Set<String> names) {
      List<Node> late = cluster.nodes().stream().filter(n -> names.contains(n.name())).toList();
      return copy(cluster.with(late), wishes, disputed, true);
    }

    /** The same beside these other interconnects. */
    public Aim beside(Collection<Interconnect> all) {
      boolean another =
          all.stream()
              .filter(i -> !i.name().equals(interconnect) && !i.withdrawing())
              .filter(i -> i.clusters().contains(cluster.name()))
              .anyMatch(i -> i.routers().peersBy() != wishes.peersBy());
      return copy(cluster, wishes, another, ofLateNodes);
    }

    /** The same after rollouts that failed. */
    public Aim after(List<RouterChange> failed) {
      return new Aim(
          interconnect,
          cluster,
          others,
          wanted,
          unwanted,
          stillJoined,
          wishes,
          disputed,
          ofLateNodes,
          List.copyOf(failed));
    }

    private Aim copy(Cluster which, RouterWishes wished, boolean minded, boolean late) {
      return new Aim(
          interconnect,
          which,
          others,
          wanted,
          unwanted,
          stillJoined,
          wished,
          minded,
          late,
          unfinished);
    }

    /** The reflectors that stay where they are, and whose key becomes another one. */
    public List<Reflector> rekeyed() {
      return wanted.stream()
          .filter(reflector -> !unwanted.contains(reflector))
          .filter(reflector -> unwanted.stream().anyMatch(reflector::isSame))
          .toList();
    }

    /** Whether the cluster leaves the interconnect. */
    public boolean leaves() {
      return wanted.isEmpty();
    }
  }
}
