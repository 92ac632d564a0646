package io.podspan.bgpreflector.reflect;

import io.podspan.addresses.IpAddress;
import java.util.Set;

/**
 * Who we are.
 *
 * @param routerId our BGP identifier
 * @param clusterId what we put into CLUSTER_LIST (RFC 4456, section 7): our own, or one shared by
 *     redundant reflectors
 * @param addresses our own, which no route may have as next hop
 */
public record LocalSpeaker(long asn, int routerId, int clusterId, Set<IpAddress> addresses) {
  public LocalSpeaker {
    addresses = Set.copyOf(addresses);
  }

  public LocalSpeaker(long asn, int routerId, int clusterId) {
    this(asn, routerId, clusterId, Set.of());
  }

  public LocalSpeaker at(Set<IpAddress> own) {
    return new LocalSpeaker(asn, routerId, clusterId, own);
  }
}
