package io.podspan.events.reason;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.podspan.events.check.Require;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a node lacks a route. A route comes from the node that it leads to ({@link OriginReason}),
 * through a reflector, into the RIB and then into the kernel of this node. The reason is the first
 * break in this chain.
 */
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
  @JsonSubTypes.Type(
      value = RouteReason.ReflectorUnreachable.class,
      name = "reflector-unreachable"),
  @JsonSubTypes.Type(value = RouteReason.SessionsUnread.class, name = "sessions-unread"),
  @JsonSubTypes.Type(value = OriginReason.RouterDown.class, name = "origin-router-down"),
  @JsonSubTypes.Type(value = OriginReason.Unread.class, name = "origin-unread"),
  @JsonSubTypes.Type(value = OriginReason.NoSession.class, name = "origin-without-session"),
  @JsonSubTypes.Type(
      value = OriginReason.NothingAnnounced.class,
      name = "origin-announced-nothing"),
  @JsonSubTypes.Type(value = OriginReason.NotAnnounced.class, name = "origin-announced-others"),
  @JsonSubTypes.Type(value = OriginReason.Withdrawn.class, name = "origin-withdrew"),
  @JsonSubTypes.Type(value = OriginReason.Rejected.class, name = "rejected-by-reflector"),
  @JsonSubTypes.Type(value = OriginReason.NotTold.class, name = "reflector-has-not-said"),
  @JsonSubTypes.Type(value = RouteReason.NotReceived.class, name = "route-not-received"),
  @JsonSubTypes.Type(value = RouteReason.WithheldByReflector.class, name = "withheld-by-reflector"),
  @JsonSubTypes.Type(
      value = RouteReason.RefusedByImportPolicy.class,
      name = "refused-by-import-policy"),
  @JsonSubTypes.Type(value = RouteReason.OtherNextHop.class, name = "other-next-hop"),
  @JsonSubTypes.Type(value = RouteReason.OtherKernelRoute.class, name = "other-kernel-route"),
  @JsonSubTypes.Type(value = RouteReason.ForeignRoute.class, name = "foreign-route"),
  @JsonSubTypes.Type(value = RouteReason.StaleRoute.class, name = "stale-after-withdrawal"),
  @JsonSubTypes.Type(
      value = RouteReason.MultipathPartlyWrong.class,
      name = "multipath-partly-wrong"),
  @JsonSubTypes.Type(value = RouteReason.TunnelElsewhere.class, name = "tunnel-elsewhere"),
  @JsonSubTypes.Type(value = RouteReason.OtherTable.class, name = "other-table"),
  @JsonSubTypes.Type(value = RouteReason.InterfaceDown.class, name = "interface-down"),
  @JsonSubTypes.Type(value = RouteReason.AddressGone.class, name = "address-gone"),
  @JsonSubTypes.Type(value = RouteReason.KernelHopDown.class, name = "kernel-next-hop-down"),
  @JsonSubTypes.Type(value = RouteReason.Shadowed.class, name = "shadowed-in-kernel"),
  @JsonSubTypes.Type(value = RouteReason.KernelRefused.class, name = "kernel-refused"),
  @JsonSubTypes.Type(value = RouteReason.NextHopOffSubnet.class, name = "next-hop-off-subnet"),
  @JsonSubTypes.Type(value = RouteReason.NotInstalled.class, name = "route-not-installed"),
  @JsonSubTypes.Type(value = RouteReason.RibUnread.class, name = "rib-unread"),
  @JsonSubTypes.Type(value = RouteReason.KernelUnread.class, name = "kernel-unread"),
})
public sealed interface RouteReason extends Reason
    permits RouteReason.NoReflectorSession,
        RouteReason.ReflectorSessionDown,
        RouteReason.ReflectorUnreachable,
        RouteReason.SessionsUnread,
        OriginReason,
        RouteReason.NotReceived,
        RouteReason.WithheldByReflector,
        RouteReason.RefusedByImportPolicy,
        RouteReason.OtherNextHop,
        RouteReason.OtherKernelRoute,
        RouteReason.ForeignRoute,
        RouteReason.StaleRoute,
        RouteReason.MultipathPartlyWrong,
        RouteReason.TunnelElsewhere,
        RouteReason.OtherTable,
        RouteReason.InterfaceDown,
        RouteReason.AddressGone,
        RouteReason.KernelHopDown,
        RouteReason.Shadowed,
        RouteReason.KernelRefused,
        RouteReason.NextHopOffSubnet,
        RouteReason.NotInstalled,
        RouteReason.RibUnread,
        RouteReason.KernelUnread,
        Unrecognised {
  /** What a list of addresses may take, in bytes. */
  int MOST_BYTES = 64 << 10;

  /**
   * The node's router has no session with any reflector: the peering is not configured on it.
   *
   * @param reflectors addresses of the reflectors that it should peer with, sorted
   */
  record NoReflectorSession(List<String> reflectors) implements RouteReason {
    public NoReflectorSession {
      reflectors = Require.firstNames(MOST_BYTES, reflectors, "cause.reflectors");
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
      reflectors = Require.firstNames(MOST_BYTES, reflectors, "cause.reflectors");
    }
  }

  /**
   * No session with a reflector is Established, and the kernel of the node drops what is sent to
   * it.
   *
   * @param reflector address of the reflector
   * @param prefix the route that packets to it take
   * @param kind {@code blackhole}, {@code unreachable}, {@code prohibit}
   */
  record ReflectorUnreachable(String reflector, String prefix, String kind) implements RouteReason {
    public ReflectorUnreachable {
      Require.text(reflector, "cause.reflector");
      Require.text(prefix, "cause.prefix");
      Require.text(kind, "cause.kind");
    }
  }

  /**
   * The router's table lacks the route, and its sessions could not be read.
   *
   * @param why why not
   */
  record SessionsUnread(String why) implements RouteReason {
    public SessionsUnread {
      why = Require.sentence(why, "cause.why");
    }
  }

  /**
   * A session is Established, the reflector holds the route, and the router's table lacks it.
   *
   * @param reflectors addresses of the reflectors with an Established session, sorted
   */
  record NotReceived(List<String> reflectors) implements RouteReason {
    public NotReceived {
      reflectors = Require.firstNames(MOST_BYTES, reflectors, "cause.reflectors");
    }
  }

  /**
   * The reflector holds the route and says that it keeps it from this node.
   *
   * @param reflector name of the reflector
   * @param why its reason, as {@code other-domain}
   */
  record WithheldByReflector(String reflector, String why) implements RouteReason {
    public WithheldByReflector {
      Require.text(reflector, "cause.reflector");
      Require.text(why, "cause.why");
    }
  }

  /**
   * The reflector says that it sends the route to this node, and the router's table lacks it.
   *
   * @param reflector name of the reflector
   */
  record RefusedByImportPolicy(String reflector) implements RouteReason {
    public RefusedByImportPolicy {
      Require.text(reflector, "cause.reflector");
    }
  }

  /**
   * The router has the prefix with other next hops.
   *
   * @param nextHops their addresses, sorted
   */
  record OtherNextHop(List<String> nextHops) implements RouteReason {
    public OtherNextHop {
      nextHops = Require.firstNames(MOST_BYTES, nextHops, "cause.nextHops");
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
   * The kernel sends the packets elsewhere by a route that is not the router's.
   *
   * @param protocol what the kernel says of who set it, as {@code static}; {@code boot} is what
   *     {@code ip route} sets unless told otherwise
   * @param nextHop its gateway, null when it has none
   * @param device its interface, null when it has none
   */
  record ForeignRoute(String protocol, @Nullable String nextHop, @Nullable String device)
      implements RouteReason {
    public ForeignRoute {
      Require.text(protocol, "cause.protocol");
      Require.optionalText(nextHop, "cause.nextHop");
      Require.optionalText(device, "cause.device");
    }
  }

  /**
   * The kernel has a route that the router set, and that the router has not any more.
   *
   * @param nextHop its gateway, null when it has none
   * @param device its interface, null when it has none
   */
  record StaleRoute(@Nullable String nextHop, @Nullable String device) implements RouteReason {
    public StaleRoute {
      Require.optionalText(nextHop, "cause.nextHop");
      Require.optionalText(device, "cause.device");
    }
  }

  /**
   * The kernel shares the packets among several next hops, and only some of them are right.
   *
   * @param wrong the gateways, or the interfaces, that are not right, at most {@link #MOST}
   */
  record MultipathPartlyWrong(List<String> wrong) implements RouteReason {
    /** More would make the sentence unreadable. */
    public static final int MOST = 5;

    public MultipathPartlyWrong {
      wrong = Require.atMost(MOST, Require.names(wrong, "cause.wrong"), "cause.wrong");
    }
  }

  /**
   * The kernel has the route, and its tunnel leads to another node.
   *
   * @param device the tunnel
   * @param remote the address that it leads to
   */
  record TunnelElsewhere(String device, String remote) implements RouteReason {
    public TunnelElsewhere {
      Require.text(device, "cause.device");
      Require.text(remote, "cause.remote");
    }
  }

  /**
   * The kernel has the route, and a rule sends packets of pods to another table before, which leads
   * them elsewhere.
   *
   * @param table the other table
   * @param from the source that the rule is for, {@code all} for every one
   * @param kind {@code unicast}, {@code blackhole}, {@code unreachable}, {@code prohibit}
   * @param nextHop the gateway of its route, null when it has none
   * @param device the interface of its route, null when it has none
   */
  record OtherTable(
      String table, String from, String kind, @Nullable String nextHop, @Nullable String device)
      implements RouteReason {
    public OtherTable {
      Require.text(table, "cause.table");
      Require.text(from, "cause.from");
      Require.text(kind, "cause.kind");
      Require.optionalText(nextHop, "cause.nextHop");
      Require.optionalText(device, "cause.device");
    }
  }

  /**
   * The interface of the node whose subnet has the next hop, or the reflector, is down. The kernel
   * takes the routes of such an interface away.
   *
   * @param towards the address of the next hop or of the reflector
   * @param device the interface
   * @param state {@link #DOWN} when it was turned off, {@link #NO_CARRIER} when its other end is
   *     away
   */
  record InterfaceDown(String towards, String device, String state)
      implements RouteReason, PathReason {
    public static final String DOWN = "down";
    public static final String NO_CARRIER = "no-carrier";

    public InterfaceDown {
      Require.text(towards, "cause.towards");
      Require.text(device, "cause.device");
      Require.text(state, "cause.state");
    }
  }

  /**
   * No interface of the node has the node's own address.
   *
   * @param address the address that the node should have
   * @param down its interfaces that are down, at most {@link #MOST}: IPv6 addresses leave with
   *     their interface
   */
  record AddressGone(String address, List<String> down) implements RouteReason {
    /** More would make the sentence unreadable. */
    public static final int MOST = 5;

    public AddressGone {
      Require.text(address, "cause.address");
      down = Require.atMost(MOST, Require.names(down, "cause.down"), "cause.down");
    }
  }

  /**
   * The kernel has the route, and the interface that it leads to is down.
   *
   * @param nextHop its gateway, null when it has none
   * @param device the interface, null when the kernel names none
   */
  record KernelHopDown(@Nullable String nextHop, @Nullable String device) implements RouteReason {
    public KernelHopDown {
      Require.optionalText(nextHop, "cause.nextHop");
      Require.optionalText(device, "cause.device");
    }
  }

  /**
   * The kernel has the route, and a more specific one takes a part of its packets elsewhere.
   *
   * @param prefix the more specific prefix
   * @param kind {@code unicast}, {@code blackhole}, {@code unreachable}, {@code prohibit}
   * @param nextHop its gateway, null when it has none
   * @param device its interface, null when it has none
   */
  record Shadowed(String prefix, String kind, @Nullable String nextHop, @Nullable String device)
      implements RouteReason {
    public Shadowed {
      Require.text(prefix, "cause.prefix");
      Require.text(kind, "cause.kind");
      Require.optionalText(nextHop, "cause.nextHop");
      Require.optionalText(device, "cause.device");
    }
  }

  /**
   * The router has the route and says that the kernel did not take it.
   *
   * @param kind of the route that the kernel has instead ({@link OtherKernelRoute#kind}), null when
   *     it has none
   * @param nextHop the gateway of that one, null when it has none
   * @param device the interface of that one, null when it has none
   */
  record KernelRefused(@Nullable String kind, @Nullable String nextHop, @Nullable String device)
      implements RouteReason {
    public KernelRefused {
      Require.optionalText(kind, "cause.kind");
      Require.optionalText(nextHop, "cause.nextHop");
      Require.optionalText(device, "cause.device");
    }
  }

  /**
   * The router has the route, and its next hop is on no subnet of the node.
   *
   * @param nextHop the address of the next hop
   * @param unread why the interfaces of the node could not be read, so that one of them may be
   *     down; null when they could
   */
  record NextHopOffSubnet(String nextHop, @Nullable String unread) implements RouteReason {
    public NextHopOffSubnet {
      Require.text(nextHop, "cause.nextHop");
      unread = unread == null ? null : Require.sentence(unread, "cause.unread");
    }

    /** The interfaces of the node could be read. */
    public NextHopOffSubnet(String nextHop) {
      this(nextHop, null);
    }
  }

  /** The router has the route, and the kernel lacks it. */
  record NotInstalled() implements RouteReason {}

  /**
   * The kernel lacks the route, and the router's table could not be read.
   *
   * @param why why not
   */
  record RibUnread(String why) implements RouteReason {
    public RibUnread {
      why = Require.sentence(why, "cause.why");
    }
  }

  /**
   * The route was missing, and the router has it now. Whether the kernel has it could not be read.
   *
   * @param why why not
   */
  record KernelUnread(String why) implements RouteReason {
    public KernelUnread {
      why = Require.sentence(why, "cause.why");
    }
  }
}
