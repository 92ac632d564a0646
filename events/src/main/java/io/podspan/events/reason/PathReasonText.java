package io.podspan.events.reason;

import io.podspan.events.reason.PathReason.AnnouncesNothing;
import io.podspan.events.reason.PathReason.ApiAway;
import io.podspan.events.reason.PathReason.Blackhole;
import io.podspan.events.reason.PathReason.CidrOfOtherCluster;
import io.podspan.events.reason.PathReason.ClockOff;
import io.podspan.events.reason.PathReason.DuplicateAddress;
import io.podspan.events.reason.PathReason.ExecRefused;
import io.podspan.events.reason.PathReason.ForwardDropped;
import io.podspan.events.reason.PathReason.ForwardingOff;
import io.podspan.events.reason.PathReason.Masqueraded;
import io.podspan.events.reason.PathReason.NeighbourUnreachable;
import io.podspan.events.reason.PathReason.NoEndpoints;
import io.podspan.events.reason.PathReason.NoRoute;
import io.podspan.events.reason.PathReason.NodeDead;
import io.podspan.events.reason.PathReason.PodNotRunning;
import io.podspan.events.reason.PathReason.PolicyDenied;
import io.podspan.events.reason.PathReason.ReflectorStopped;
import io.podspan.events.reason.PathReason.ReversePathFiltered;
import io.podspan.events.reason.PathReason.RouterCrashLoop;
import io.podspan.events.reason.PathReason.RouterHangs;
import io.podspan.events.reason.PathReason.RouterStopped;
import io.podspan.events.reason.PathReason.ServiceIpOverlap;
import io.podspan.events.reason.PathReason.SessionAsWrong;
import io.podspan.events.reason.PathReason.SessionBlocked;
import io.podspan.events.reason.PathReason.SessionKeyWrong;
import io.podspan.events.reason.PathReason.TooBigLost;
import org.jspecify.annotations.Nullable;

/** Why packets do not take their way, in words. */
final class PathReasonText {
  private PathReasonText() {}

  static ReasonText of(PathReason reason) {
    return switch (reason) {
      case RouterStopped(String node, String pod, String why) ->
          new ReasonText(
              "the router of " + node + " does not run: " + why,
              pod == null
                  ? "Look at the router's DaemonSet: why it has no pod on this node."
                  : "Look at the events of pod " + pod + ", and at the log of its last run.");
      case RouterCrashLoop(String node, String pod, int restarts, String why) ->
          new ReasonText(
              "the router of "
                  + node
                  + " ends each time that it is started ("
                  + ReasonText.count(restarts, "restart")
                  + "): "
                  + why,
              "Look at the log of its last run: kubectl logs --previous of pod " + pod + ".");
      case RouterHangs(String node, String pod, long millis) ->
          new ReasonText(
              "the router of " + node + " runs and does not answer within " + millis + " ms",
              "Delete pod " + pod + ", so that it starts again, and keep its log before.");
      case SessionBlocked(String node, String reflector, String direction) ->
          new ReasonText(
              blocked(node, reflector, direction),
              "Look for a packet filter between them that drops TCP port 179 (or the BGP port that"
                  + " is set).");
      case SessionKeyWrong(String node, String reflector) ->
          new ReasonText(
              "the BGP keys of " + node + " and of reflector " + reflector + " differ",
              "Set the same key at both ends (see docs/bgp-keys.md).");
      case SessionAsWrong(String node, String reflector, String why) ->
          new ReasonText(
              node + " and reflector " + reflector + " do not agree about the AS: " + why,
              "Compare the AS of the node's router, and of its peer, with the interconnect's.");
      case ReflectorStopped(String reflector) ->
          new ReasonText(
              "reflector " + reflector + " does not answer any node",
              "Look at the reflector: whether it runs, and its log.");
      case NodeDead(String node, String since, String why) ->
          new ReasonText(
              "node " + node + " is away" + since(since) + ": " + why,
              "Look at the machine: whether it runs, its kubelet and its network.");
      case ApiAway(String cluster, String why) ->
          new ReasonText(
              "the API server of " + cluster + " does not answer: " + why,
              "Check that the API server runs, and that this service reaches it.");
      case ExecRefused(String cluster, String node, String why) ->
          new ReasonText(
              "the API server of " + cluster + " refuses commands on " + node + ": " + why,
              "Run podspan clusters grant of this version for " + cluster + ".");
      case ClockOff(String node, long seconds) ->
          new ReasonText(
              "the clock of "
                  + node
                  + " is "
                  + Math.abs(seconds)
                  + " s "
                  + (seconds < 0 ? "behind" : "ahead"),
              "Look at the time service (chrony, systemd-timesyncd) of the node.");
      case RouteReason.InterfaceDown down -> RouteReasonText.of(down);
      case NoRoute(String destination) ->
          new ReasonText(
              "the kernel of the node has no route of its own to " + destination,
              "Look at why the route is missing: podspan routes " + destination + ".");
      case Blackhole(String kind, String prefix) ->
          new ReasonText(
              "the kernel of the node drops what is sent to " + prefix + " by a " + kind + " route",
              "Find out what set the route on the node, and remove it: ip route del "
                  + kind
                  + " "
                  + prefix
                  + ".");
      case NeighbourUnreachable(String address, String device, String state) ->
          new ReasonText(
              "the next hop " + address + " does not answer on " + device + " (" + state + ")",
              "Check that the machine with this address runs, and the network between.");
      case DuplicateAddress(String address, String device, String seen, String owner) ->
          new ReasonText(
              address
                  + (device == null ? "" : " on " + device)
                  + " is answered by "
                  + seen
                  + ", and belongs to "
                  + owner,
              "Find the other machine that has the address, and take it away there.");
      case ForwardingOff(String family, String device) ->
          new ReasonText(
              "the kernel of the node forwards no "
                  + family
                  + (device.equals("all") ? "" : " that comes in by " + device),
              "Turn it on on the node: sysctl -w "
                  + (device.equals("all") && family.equals("ipv4")
                      ? "net.ipv4.ip_forward"
                      : "net." + family + ".conf." + device + ".forwarding")
                  + "=1.");
      case ForwardDropped(String rule, long packets, boolean grew) ->
          new ReasonText(
              "a packet filter of the node drops what is forwarded: "
                  + rule
                  + " ("
                  + ReasonText.count(packets, "packet")
                  + (grew ? ", one more while it was looked at)" : " so far)"),
              "Find out what set the rule on the node, and remove it.");
      case ReversePathFiltered(String source, String device) ->
          new ReasonText(
              "the node drops packets of "
                  + source
                  + " that come in by "
                  + device
                  + ": its route back leads elsewhere (rp_filter)",
              "Lead both ways through the same interface, or set rp_filter of it to 2 (loose).");
      case PolicyDenied(String pod, String direction, String policy) ->
          new ReasonText(
              "a NetworkPolicy denies what "
                  + denied(pod, direction)
                  + (policy == null ? "" : " (" + policy + ")"),
              "Allow it in a NetworkPolicy of the pod's namespace.");
      case TooBigLost(int fits, int lost) ->
          new ReasonText(
              "packets of " + lost + " octets are lost on the way, those of " + fits + " arrive",
              "Let ICMP type 3 code 4 (IPv6: packet too big) through, or lower the MTU of the"
                  + " pods.");
      case Masqueraded(String source, String seen) ->
          new ReasonText(
              "the other end sees " + seen + " in the place of " + source,
              "Roll out with --preserve-pod-addresses if pods shall keep their addresses.");
      case CidrOfOtherCluster(String prefix, String cluster, String owner) ->
          new ReasonText(
              cluster + " announces " + prefix + ", which belongs to " + owner,
              "Look at what the routers of " + cluster + " announce.");
      case ServiceIpOverlap(String address, var clusters) ->
          new ReasonText(
              address + " is a ClusterIP of " + String.join(", ", clusters) + " alike",
              "Reach the pods by their own addresses, or give the clusters service CIDRs that do"
                  + " not overlap.");
      case AnnouncesNothing(String node, String why) ->
          new ReasonText("the router of " + node + " announces nothing" + because(why), flag(why));
      case PodNotRunning(String pod, String why) ->
          new ReasonText("pod " + pod + " does not run: " + why, "Look at the events of the pod.");
      case NoEndpoints(String service) ->
          new ReasonText(
              "Service " + service + " has no pod that is ready",
              "Look at the selector of the Service and at the readiness of its pods.");
      case Unrecognised unknown -> ReasonText.of(unknown);
    };
  }

  private static String blocked(String node, String reflector, String direction) {
    return switch (direction) {
      case SessionBlocked.TO_REFLECTOR ->
          "packets of " + node + " do not reach reflector " + reflector;
      case SessionBlocked.TO_NODE -> "packets of reflector " + reflector + " do not reach " + node;
      default -> "packets between " + node + " and reflector " + reflector + " do not arrive";
    };
  }

  private static String denied(String pod, String direction) {
    return switch (direction) {
      case "ingress" -> pod + " is sent";
      case "egress" -> pod + " sends";
      default -> pod + " sends or is sent";
    };
  }

  private static String since(@Nullable String since) {
    return since == null ? "" : " since " + since;
  }

  private static String because(String why) {
    return switch (why) {
      case "flag" -> ": its flags say so";
      case "graceful-restart" -> ": it waits for a peer after a graceful restart";
      case "no-pod-cidr" -> ": the node has no pod CIDR";
      default -> ": " + why;
    };
  }

  private static String flag(String why) {
    return switch (why) {
      case "flag" -> "Set --advertise-pod-cidr=true of kube-router.";
      case "graceful-restart" -> "Restart the router once, or turn graceful restart off.";
      case "no-pod-cidr" -> "Look at why the cluster gave the node no pod CIDR.";
      default -> "Look at the router's log, and at what it announces.";
    };
  }
}
