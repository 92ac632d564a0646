package io.podspan.bgpreflector.speaker;

import io.podspan.bgpreflector.reflect.ImportPolicy;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.wire.Ipv4Address;
import java.util.Set;

/**
 * One peer that may connect.
 *
 * @param address where it connects from
 * @param asn its AS
 * @param cluster the Kubernetes cluster that it is a node of
 * @param node its name there
 * @param client whether routes are reflected for it (RFC 4456); means nothing for a peer of another
 *     AS
 * @param policy what is taken from it
 * @param clusters whose routes it gets
 * @param dial whether we connect to it as well
 * @param dialPort the port that it listens on then
 */
public record PeerConfig(
    Ipv4Address address,
    long asn,
    String cluster,
    String node,
    boolean client,
    ImportPolicy policy,
    Set<String> clusters,
    boolean dial,
    int dialPort) {
  public PeerConfig {
    clusters = Set.copyOf(clusters);
  }

  RouteSource.Kind kind(long localAsn) {
    if (asn != localAsn) {
      return RouteSource.Kind.EXTERNAL;
    }
    return client ? RouteSource.Kind.CLIENT : RouteSource.Kind.NON_CLIENT;
  }
}
