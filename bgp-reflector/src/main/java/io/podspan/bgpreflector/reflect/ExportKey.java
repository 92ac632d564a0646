package io.podspan.bgpreflector.reflect;

import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.WireOptions;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.Set;

/**
 * Everything that makes the output to two peers byte-identical: peers with equal keys share an
 * {@link UpdateGroup}. A new property that changes the output belongs here.
 *
 * @param receiver the part that the peers play
 * @param seesAllGroups whether they get the routes of all peer groups, whatever {@code
 *     visibleGroups} says
 * @param visibleGroups the peer groups whose routes they get
 * @param options how they are encoded, and which families they get
 * @param localAddress our end of the session, the next hop of originated routes
 */
public record ExportKey(
    RouteSource.Kind receiver,
    boolean seesAllGroups,
    Set<String> visibleGroups,
    WireOptions options,
    IpAddress localAddress) {
  public ExportKey {
    visibleGroups = Set.copyOf(visibleGroups);
  }

  /** Whether these receivers may get routes of this source. */
  boolean sees(RouteSource source) {
    return seesAllGroups || source.isLocal() || visibleGroups.contains(source.peerGroup());
  }
}
