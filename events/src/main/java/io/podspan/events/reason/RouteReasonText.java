package io.podspan.events.reason;

import io.podspan.events.reason.RouteReason.AddressGone;
import io.podspan.events.reason.RouteReason.ForeignRoute;
import io.podspan.events.reason.RouteReason.InterfaceDown;
import io.podspan.events.reason.RouteReason.KernelHopDown;
import io.podspan.events.reason.RouteReason.KernelRefused;
import io.podspan.events.reason.RouteReason.KernelUnread;
import io.podspan.events.reason.RouteReason.MultipathPartlyWrong;
import io.podspan.events.reason.RouteReason.NextHopOffSubnet;
import io.podspan.events.reason.RouteReason.NoReflectorSession;
import io.podspan.events.reason.RouteReason.NotInstalled;
import io.podspan.events.reason.RouteReason.NotReceived;
import io.podspan.events.reason.RouteReason.OtherKernelRoute;
import io.podspan.events.reason.RouteReason.OtherNextHop;
import io.podspan.events.reason.RouteReason.OtherTable;
import io.podspan.events.reason.RouteReason.ReflectorSessionDown;
import io.podspan.events.reason.RouteReason.ReflectorUnreachable;
import io.podspan.events.reason.RouteReason.RefusedByImportPolicy;
import io.podspan.events.reason.RouteReason.RibUnread;
import io.podspan.events.reason.RouteReason.SessionsUnread;
import io.podspan.events.reason.RouteReason.Shadowed;
import io.podspan.events.reason.RouteReason.StaleRoute;
import io.podspan.events.reason.RouteReason.TunnelElsewhere;
import io.podspan.events.reason.RouteReason.WithheldByReflector;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why a route is missing, in words. */
final class RouteReasonText {
  /** What routers print in the place of the next hop of what they announce themselves. */
  private static final Set<String> OWN = Set.of("0.0.0.0", "::");

  private RouteReasonText() {}

  static ReasonText of(RouteReason reason) {
    return switch (reason) {
      case NoReflectorSession(var reflectors) ->
          new ReasonText(
              "the router has no session with " + reflectors(reflectors),
              "Check that the interconnect is rolled out on this node.");
      case ReflectorSessionDown(var reflectors) ->
          new ReasonText(
              "the session with " + reflectors(reflectors) + " is not Established",
              "Check that the node reaches the reflector on its BGP port, and the router's log.");
      case ReflectorUnreachable(var reflector, var prefix, var kind) ->
          new ReasonText(
              "the session with reflector "
                  + reflector
                  + " is not Established, and the kernel of this node has "
                  + prefix
                  + " as "
                  + kind
                  + ", which drops what is sent to it",
              "Find out what set this route on the node, and remove it.");
      case NotReceived(var reflectors) ->
          new ReasonText(
              "the session with "
                  + reflectors(reflectors)
                  + " is Established and the reflector holds the route, and it did not send it or the"
                  + " router did not take it",
              "Look at the reflector's log, and at the import filters of the router on this node.");
      case WithheldByReflector(var reflector, var why) ->
          new ReasonText(
              "the reflector " + reflector + " holds the route and keeps it from this node: " + why,
              "What the reflector answers to /api/v1/peers/ADDRESS/sent?prefix=PREFIX has the reason"
                  + " in words.");
      case RefusedByImportPolicy(var reflector) ->
          new ReasonText(
              "the reflector "
                  + reflector
                  + " sends the route to this node, and the router's table lacks it",
              "Look at the import policy of the router on this node, and at its log.");
      case SessionsUnread(var why) ->
          new ReasonText(
              "the router's table lacks the route, and its sessions could not be read: " + why,
              "Look at the router's pod on this node.");
      case OriginReason origin -> OriginReasonText.of(origin);
      case OtherNextHop(var nextHops) ->
          nextHops.stream().allMatch(OWN::contains)
              ? new ReasonText(
                  "the router of the node announces this prefix itself",
                  "Look at what this router announces, and take it back there.")
              : new ReasonText(
                  "the router has the route through " + String.join(", ", nextHops) + " instead",
                  "Find out who announces it with this next hop.");
      case OtherKernelRoute other ->
          new ReasonText(
              "the kernel " + does(other.kind(), other.nextHop(), other.device()) + " instead",
              "Find out what set this route on the node, and remove it.");
      case KernelHopDown(var nextHop, var device) ->
          new ReasonText(
              "the kernel has the route, and "
                  + (device == null ? "its interface" : "its interface " + device)
                  + (nextHop == null ? "" : " towards " + nextHop)
                  + " is down",
              "Bring the interface up on this node.");
      case Shadowed more ->
          new ReasonText(
              "the kernel has the route, and for the more specific "
                  + more.prefix()
                  + " it "
                  + does(more.kind(), more.nextHop(), more.device()),
              "Find out what set the more specific route on the node, and remove it.");
      case KernelRefused(var kind, var nextHop, var device) ->
          new ReasonText(
              "the router has the route, and the kernel did not take it"
                  + (kind == null ? "" : ": it " + does(kind, nextHop, device)),
              "Look at the router's log on this node, and at the kernel's routes of the prefix.");
      case ForeignRoute(var protocol, var nextHop, var device) ->
          new ReasonText(
              "the kernel "
                  + does("unicast", nextHop, device)
                  + " instead, by a route of protocol "
                  + protocol
                  + ", which is not the router's",
              "Find out what set this route on the node (boot: somebody with ip route), and remove"
                  + " it.");
      case StaleRoute(var nextHop, var device) ->
          new ReasonText(
              "the kernel "
                  + does("unicast", nextHop, device)
                  + " still: the router set this route, and has it not any more",
              "Look at the router's log on this node; restart the router, or remove the route.");
      case MultipathPartlyWrong(var wrong) ->
          new ReasonText(
              "the kernel shares the packets among several next hops, and "
                  + String.join(", ", wrong)
                  + (wrong.size() == 1 ? " is" : " are")
                  + " not where the route leads to",
              "Find out what set the route with several next hops on the node, and remove it.");
      case TunnelElsewhere(var device, var remote) ->
          new ReasonText(
              "the kernel has the route, and its tunnel " + device + " leads to " + remote,
              "Restart the router on this node: it sets its tunnels again. Look at its log.");
      case OtherTable other ->
          new ReasonText(
              "the kernel has the route, and for packets from "
                  + other.from()
                  + " a rule takes table "
                  + other.table()
                  + " before, which "
                  + does(other.kind(), other.nextHop(), other.device()),
              "Find out what set the rule (ip rule) and the route in that table on the node, and"
                  + " remove one of them.");
      case InterfaceDown(var towards, var device, var state) ->
          state.equals(InterfaceDown.NO_CARRIER)
              ? new ReasonText(
                  "the interface " + device + " towards " + towards + " has no carrier",
                  "Look at what " + device + " of this node is connected to.")
              : new ReasonText(
                  "the interface " + device + " towards " + towards + " is down",
                  "Turn it on on this node: ip link set " + device + " up.");
      case AddressGone(var address, var down) ->
          new ReasonText(
              "no interface of the node has its address "
                  + address
                  + (down.isEmpty() ? "" : "; down: " + String.join(", ", down)),
              down.isEmpty()
                  ? "Give the address to an interface of this node again."
                  : "Turn the interface on on this node. If it stays without the address, give it"
                      + " the address again.");
      case NextHopOffSubnet(var nextHop, var unread) -> offSubnet(nextHop, unread);
      case NotInstalled _ ->
          new ReasonText(
              "the router has the route and did not install it in the kernel",
              "Look at the router's log on this node.");
      case RibUnread(var why) ->
          new ReasonText(
              "the kernel lacks the route, and the router's table could not be read: " + why,
              "Look at the router's pod on this node.");
      case KernelUnread(var why) ->
          new ReasonText(
              "the router has the route, and the kernel's routes could not be read: " + why,
              "Look at the router's pod on this node.");
      case Unrecognised unknown -> ReasonText.of(unknown);
    };
  }

  private static ReasonText offSubnet(String nextHop, @Nullable String unread) {
    String seen =
        "the next hop "
            + nextHop
            + " is on no subnet of the node, and the router did not install the route";
    return unread == null
        ? new ReasonText(
            seen, "Turn on the tunnel (overlay) of the router, or put the nodes on one subnet.")
        : new ReasonText(
            seen + "; whether an interface is down could not be read: " + unread,
            "Look on this node whether an interface is down (ip addr show). If none is: turn on"
                + " the tunnel (overlay) of the router, or put the nodes on one subnet.");
  }

  private static String reflectors(List<String> addresses) {
    return (addresses.size() == 1 ? "reflector " : "reflectors ") + String.join(", ", addresses);
  }

  private static String does(String kind, @Nullable String nextHop, @Nullable String device) {
    if (!kind.equals("unicast")) {
      return "has it as " + kind;
    }
    return nextHop == null ? "sends it to the interface " + device : "sends it to " + nextHop;
  }
}
