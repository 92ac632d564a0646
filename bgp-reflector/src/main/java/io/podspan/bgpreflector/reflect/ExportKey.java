package io.podspan.bgpreflector.reflect;

import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.WireOptions;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that makes the output to two peers byte-identical: peers with equal keys share an
 * {@link UpdateGroup}. A new property that changes the output belongs here.
 *
 * @param receiver the part that the peers play
 * @param seesAllGroups whether they get the routes of all peer groups, whatever {@code
 *     visibleGroups} says
 * @param visibleGroups the peer groups whose routes they get
 * @param mesh the peer group whose members tell each other their routes, and so get none of it from
 *     us; empty for none
 * @param options how they are encoded, and which families they get
 * @param localAddress our end of the session, the next hop of originated routes
 */
public record ExportKey(
    RouteSource.Kind receiver,
    boolean seesAllGroups,
    Set<String> visibleGroups,
    String mesh,
    WireOptions options,
    IpAddress localAddress) {
  public ExportKey {
    visibleGroups = Set.copyOf(visibleGroups);
  }

  /** For receivers that are in no mesh. */
  public ExportKey(
      RouteSource.Kind receiver,
      boolean seesAllGroups,
      Set<String> visibleGroups,
      WireOptions options,
      IpAddress localAddress) {
    this(receiver, seesAllGroups, visibleGroups, "", options, localAddress);
  }

  /** Whether no group is kept from these receivers. */
  boolean seesEverything() {
    return seesAllGroups && mesh.isEmpty();
  }

  /** Whether these receivers may get routes of this source. */
  boolean sees(RouteSource source) {
    return withheld(source) == null;
  }

  /** Why these receivers get no routes of this source, null when they may. */
  @Nullable Withheld withheld(RouteSource source) {
    if (source.isLocal()) {
      return null;
    }
    String group = source.peerGroup();
    if (!seesAllGroups && !visibleGroups.contains(group)) {
      return Withheld.OTHER_DOMAIN;
    }
    return !mesh.isEmpty() && mesh.equals(group) ? Withheld.OWN_MESH : null;
  }
}
