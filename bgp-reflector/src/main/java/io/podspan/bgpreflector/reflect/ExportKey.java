package io.podspan.bgpreflector.reflect;

import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.WireOptions;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.Set;

/**
 * Everything that makes the output to two peers byte-identical: peers with equal keys share an
 * {@link UpdateGroup}. Whatever comes to matter for the output goes in here.
 *
 * @param receiver the part that the peers play
 * @param everything whether they may see all routes, whatever {@code clusters} says
 * @param clusters whose routes they may see
 * @param options how they are encoded, and which families they get
 * @param localAddress our end of the session, the next hop of originated routes
 */
public record ExportKey(
    RouteSource.Kind receiver,
    boolean everything,
    Set<String> clusters,
    WireOptions options,
    IpAddress localAddress) {
  public ExportKey {
    clusters = Set.copyOf(clusters);
  }

  /** The posture: routes go only to clusters that share an interconnect with their origin. */
  boolean sees(RouteSource source) {
    return everything || source.isLocal() || clusters.contains(source.cluster());
  }
}
