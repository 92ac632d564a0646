package io.podspan.probeservice.paths;

import io.podspan.addresses.IpAddress;
import io.podspan.events.ClusterState;
import io.podspan.events.world.World;
import io.podspan.probeservice.ends.End;
import io.podspan.probeservice.ends.Territory;
import io.podspan.probeservice.ends.Why;
import io.podspan.probeservice.measure.ProbePod;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which address is measured to. */
sealed interface Target {
  /** This one. */
  record At(IpAddress address) implements Target {}

  /** None. */
  record Nowhere(Why why) implements Target {}

  /**
   * Of the addresses of an end the first of the family of the pod that measures.
   *
   * @param cluster of that pod
   */
  static Target of(End to, ProbePod from, String cluster, World world) {
    if (to.isPod() && !"Running".equals(to.phase())) {
      return new Nowhere(Obstacles.notRunning(to));
    }
    if (to.addresses().isEmpty()) {
      return new Nowhere(Obstacles.noAddress(to));
    }
    Optional<IpAddress> address =
        to.addresses().stream().filter(a -> a.ipv6() == from.address().ipv6()).findFirst();
    if (address.isEmpty()) {
      return new Nowhere(Obstacles.otherFamily(to, from));
    }
    if (!isOurs(to, address.get(), world.clusters())) {
      return new Nowhere(Obstacles.foreign(to, address.get()));
    }
    Optional<String> rival = rival(to, address.get(), cluster, world);
    if (rival.isPresent()) {
      return new Nowhere(Obstacles.ambiguous(to, address.get(), rival.get()));
    }
    return address.get().equals(from.address())
        ? new Nowhere(Obstacles.samePod(to))
        : new At(address.get());
  }

  /** Whether it is a Service, or a bare address that only a Service can have. */
  static boolean isService(End to, IpAddress address, World world) {
    ClusterState owner = to.cluster() == null ? null : world.clusters().get(to.cluster());
    return switch (to.kind()) {
      case SERVICE -> true;
      case ADDRESS -> owner != null && Territory.isOfServices(owner, address);
      case POD, NODE, CLUSTER -> false;
    };
  }

  private static boolean isOurs(End to, IpAddress address, Map<String, ClusterState> clusters) {
    ClusterState owner = to.cluster() == null ? null : clusters.get(to.cluster());
    return owner != null && Territory.holds(owner, address);
  }

  /**
   * Who else has the address, of those that would get the packets: the cluster of the pod that
   * measures, which has no need to send them elsewhere, and those that it is joined with. Clusters
   * that never meet may have the same addresses.
   */
  private static Optional<String> rival(End to, IpAddress address, String cluster, World world) {
    return cluster.equals(to.cluster())
        ? Optional.empty()
        : Stream.concat(Stream.of(cluster), world.joinedWith(cluster).stream())
            .filter(other -> !other.equals(to.cluster()))
            .flatMap(other -> Stream.ofNullable(world.clusters().get(other)))
            .filter(other -> Territory.holds(other, address))
            .map(ClusterState::name)
            .findFirst();
  }
}
