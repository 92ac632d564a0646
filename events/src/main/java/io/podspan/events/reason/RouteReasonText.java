package io.podspan.events.reason;

import io.podspan.events.reason.RouteReason.NextHopOffSubnet;
import io.podspan.events.reason.RouteReason.NoReflectorSession;
import io.podspan.events.reason.RouteReason.NotInstalled;
import io.podspan.events.reason.RouteReason.NotReceived;
import io.podspan.events.reason.RouteReason.OtherKernelRoute;
import io.podspan.events.reason.RouteReason.OtherNextHop;
import io.podspan.events.reason.RouteReason.ReflectorSessionDown;
import java.util.List;

/** Why a route is missing, in words. */
final class RouteReasonText {
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
      case NotReceived(var reflectors) ->
          new ReasonText(
              "the session with "
                  + reflectors(reflectors)
                  + " is Established, and the route did not arrive",
              "Check the session of the node that announces it, and what the reflector rejected.");
      case OtherNextHop(var nextHops) ->
          new ReasonText(
              "the router has the route through " + String.join(", ", nextHops) + " instead",
              "Find out who announces it with this next hop.");
      case OtherKernelRoute other ->
          new ReasonText(
              "the kernel " + does(other) + " instead",
              "Find out what set this route on the node, and remove it.");
      case NextHopOffSubnet(var nextHop) ->
          new ReasonText(
              "the next hop "
                  + nextHop
                  + " is on no subnet of the node, and the router did not install the route",
              "Turn on the tunnel (overlay) of the router, or put the nodes on one subnet.");
      case NotInstalled _ ->
          new ReasonText(
              "the router has the route and did not install it in the kernel",
              "Look at the router's log on this node.");
      case Unrecognised unknown -> ReasonText.of(unknown);
    };
  }

  private static String reflectors(List<String> addresses) {
    return (addresses.size() == 1 ? "reflector " : "reflectors ") + String.join(", ", addresses);
  }

  private static String does(OtherKernelRoute route) {
    if (!route.kind().equals("unicast")) {
      return "has it as " + route.kind();
    }
    return route.nextHop() == null
        ? "sends it to the interface " + route.device()
        : "sends it to " + route.nextHop();
  }
}
