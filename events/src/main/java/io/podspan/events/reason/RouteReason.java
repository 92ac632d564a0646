package io.podspan.events.reason;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.podspan.events.check.Require;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a node lacks a route. The order is the way that a route takes: session, RIB, kernel. */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    include = JsonTypeInfo.As.EXISTING_PROPERTY,
    property = "code",
    visible = true,
    defaultImpl = Unrecognised.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = RouteReason.NoReflectorSession.class, name = "no-reflector-session"),
  @JsonSubTypes.Type(
      value = RouteReason.ReflectorSessionDown.class,
      name = "reflector-session-down"),
  @JsonSubTypes.Type(value = RouteReason.NotReceived.class, name = "route-not-received"),
  @JsonSubTypes.Type(value = RouteReason.OtherNextHop.class, name = "other-next-hop"),
  @JsonSubTypes.Type(value = RouteReason.OtherKernelRoute.class, name = "other-kernel-route"),
  @JsonSubTypes.Type(value = RouteReason.NextHopOffSubnet.class, name = "next-hop-off-subnet"),
  @JsonSubTypes.Type(value = RouteReason.NotInstalled.class, name = "route-not-installed"),
})
public sealed interface RouteReason extends Reason
    permits RouteReason.NoReflectorSession,
        RouteReason.ReflectorSessionDown,
        RouteReason.NotReceived,
        RouteReason.OtherNextHop,
        RouteReason.OtherKernelRoute,
        RouteReason.NextHopOffSubnet,
        RouteReason.NotInstalled,
        Unrecognised {

  /**
   * The node's router has no session with any reflector: the peering is not configured on it.
   *
   * @param reflectors addresses of the reflectors that it should peer with, sorted
   */
  record NoReflectorSession(List<String> reflectors) implements RouteReason {
    public NoReflectorSession {
      reflectors = Require.names(reflectors, "cause.reflectors");
    }
  }

  /**
   * The node's router has sessions with reflectors, and none is Established. The state is left out:
   * it alternates while the router tries, and the reason stays the same.
   *
   * @param reflectors addresses of these reflectors, sorted
   */
  record ReflectorSessionDown(List<String> reflectors) implements RouteReason {
    public ReflectorSessionDown {
      reflectors = Require.names(reflectors, "cause.reflectors");
    }
  }

  /**
   * A session is Established, and the router's table lacks the route.
   *
   * @param reflectors addresses of the reflectors with an Established session, sorted
   */
  record NotReceived(List<String> reflectors) implements RouteReason {
    public NotReceived {
      reflectors = Require.names(reflectors, "cause.reflectors");
    }
  }

  /**
   * The router has the prefix with other next hops.
   *
   * @param nextHops their addresses, sorted
   */
  record OtherNextHop(List<String> nextHops) implements RouteReason {
    public OtherNextHop {
      nextHops = Require.names(nextHops, "cause.nextHops");
    }
  }

  /**
   * The kernel has another route for the prefix.
   *
   * @param kind {@code unicast}, {@code blackhole}, {@code unreachable}, {@code prohibit}
   * @param nextHop its gateway, null when it has none
   * @param device its interface, null when it has none
   */
  record OtherKernelRoute(String kind, @Nullable String nextHop, @Nullable String device)
      implements RouteReason {
    public OtherKernelRoute {
      Require.text(kind, "cause.kind");
      Require.optionalText(nextHop, "cause.nextHop");
      Require.optionalText(device, "cause.device");
    }
  }

  /**
   * The router has the route, and its next hop is on no subnet of the node.
   *
   * @param nextHop the address of the next hop
   */
  record NextHopOffSubnet(String nextHop) implements RouteReason {
    public NextHopOffSubnet {
      Require.text(nextHop, "cause.nextHop");
    }
  }

  /** The router has the route, and the kernel lacks it. */
  record NotInstalled() implements RouteReason {}
}
