package io.podspan.peeringservice.peering;

import io.podspan.addresses.Prefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator said of a cluster. What is null or empty is read from the cluster; what is said
 * goes before what is read, now and at each refresh.
 */
public record Registration(
    String name,
    Access access,
    @Nullable RouterKind cni,
    @Nullable Long asn,
    List<Prefix> podCidrs,
    List<Prefix> serviceCidrs) {
  public Registration {
    podCidrs = List.copyOf(podCidrs);
    serviceCidrs = List.copyOf(serviceCidrs);
  }
}
