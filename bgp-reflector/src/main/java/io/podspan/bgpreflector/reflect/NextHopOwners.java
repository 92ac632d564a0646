package io.podspan.bgpreflector.reflect;

import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.PathAttributes;
import io.podspan.bgpreflector.rib.Path;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of a group by their addresses: a route is not sent to the member that is its next hop
 * (RFC 4271, section 5.1.3). Whether it is sent depends on the path and the member only, so a
 * member's share of the log does not change while it is a member. Owned by the shard loop.
 */
final class NextHopOwners {
  private final Map<IpAddress, RouteSource> members = new HashMap<>();
  private @Nullable PathAttributes lastAsked;
  private @Nullable RouteSource lastOwner;

  void add(RouteSource member) {
    members.put(member.address(), member);
    lastAsked = null;
  }

  void remove(RouteSource member) {
    members.remove(member.address(), member);
    lastAsked = null;
  }

  /** The member that is the next hop of this path; null if there is none, or if it announced it. */
  @SuppressWarnings("ReferenceEquality") // sources are sessions, attributes are interned
  @Nullable RouteSource of(Path path) {
    if (path.source().isLocal()) {
      // Its next hop is our end of each session.
      return null;
    }
    PathAttributes attributes = path.attributes();
    if (attributes != lastAsked) {
      lastAsked = attributes;
      lastOwner = members.get(NextHops.withoutMapping(attributes.nextHop()));
    }
    return lastOwner == path.source() ? null : lastOwner;
  }
}
