package io.podspan.probeservice.paths;

import io.podspan.addresses.IpAddress;
import io.podspan.events.ClusterState;
import io.podspan.probeservice.ends.End;
import io.podspan.probeservice.ends.Territory;
import io.podspan.probeservice.ends.Why;
import io.podspan.probeservice.measure.ProbePod;
import java.util.Map;
import java.util.Optional;

/** Which address is measured to. */
sealed interface Target {
  /** This one. */
  record At(IpAddress address) implements Target {}

  /** None. */
  record Nowhere(Why why) implements Target {}

  /** Of the addresses of an end the first of the family of the pod that measures. */
  static Target of(End to, ProbePod from, Map<String, ClusterState> clusters) {
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
    if (!isOurs(to, address.get(), clusters)) {
      return new Nowhere(Obstacles.foreign(to, address.get()));
    }
    return address.get().equals(from.address())
        ? new Nowhere(Obstacles.samePod(to))
        : new At(address.get());
  }

  private static boolean isOurs(End to, IpAddress address, Map<String, ClusterState> clusters) {
    ClusterState owner = to.cluster() == null ? null : clusters.get(to.cluster());
    return owner != null && Territory.holds(owner, address);
  }
}
