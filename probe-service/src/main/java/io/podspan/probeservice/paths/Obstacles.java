package io.podspan.probeservice.paths;

import io.podspan.addresses.IpAddress;
import io.podspan.probeservice.ends.End;
import io.podspan.probeservice.ends.Why;
import io.podspan.probeservice.measure.ProbePod;

/** Why nothing can be measured between two ends, in words. */
final class Obstacles {
  private Obstacles() {}

  static Why hostNetwork(End pod) {
    return new Why(
        "host-network",
        pod.title()
            + " is on the host network: its packets are those of its node, not of the pod network",
        "Name a pod of the pod network.");
  }

  static Why notRunning(End pod) {
    return new Why(
        "pod-not-running",
        pod.title() + " does not run: its phase is " + pod.phase(),
        "Look at it: kubectl -n " + pod.namespace() + " describe pod " + pod.name() + ".");
  }

  static Why noContainer(End pod) {
    return new Why(
        "no-running-container",
        "no container of " + pod.title() + " runs",
        "Look at it: kubectl -n " + pod.namespace() + " describe pod " + pod.name() + ".");
  }

  static Why noPodOnNode(End node) {
    return new Why(
        "no-probe-pod-on-node",
        node.title() + " has no probe pod to measure from",
        "Label a pod there podspan.io/probe=true, or install the DaemonSet podspan-probe.");
  }

  static Why noSource(End end) {
    return new Why(
        "no-source",
        "nothing can be run in " + end.title(),
        "Measure from a pod, a node or a cluster.");
  }

  static Why samePod(End pod) {
    return new Why(
        "same-pod",
        "both ends are " + pod.title() + ": its packets would not leave it",
        "Name two different pods.");
  }

  static Why noAddress(End end) {
    return end.kind() == End.Kind.SERVICE
        ? new Why(
            "no-address",
            end.title() + " has no address of its own (it is headless)",
            "Measure to one of its pods.")
        : new Why(
            "no-address", end.title() + " has no address yet", "Wait until it has one, and retry.");
  }

  static Why otherFamily(End end, ProbePod from) {
    return new Why(
        "other-family",
        end.title()
            + " has no "
            + (from.address().ipv6() ? "IPv6" : "IPv4")
            + " address, and "
            + from.path()
            + " no other",
        "Measure between ends that have addresses of one family.");
  }

  static Why foreign(End end, IpAddress address) {
    return end.cluster() == null
        ? new Why(
            "foreign-address",
            address + " is no address of a pod, node or Service of a registered cluster",
            "Name an end in a registered cluster; pods are let loose on no other address.")
        : new Why(
            "foreign-address",
            address
                + " of "
                + end.title()
                + " is in no pod CIDR, service CIDR or node address that"
                + " the cluster is registered with",
            "Compare with podspan get clusters " + end.cluster() + " -o yaml.");
  }

  static Why ambiguous(End end, IpAddress address, String other) {
    return new Why(
        "ambiguous-address",
        address
            + " of "
            + end.title()
            + " is an address of "
            + other
            + ", too: an answer may be that of "
            + other,
        "Measure to an address that only " + end.cluster() + " has.");
  }

  static Why service(End end) {
    return new Why(
        "not-for-services",
        "only the ports of a Service lead to its pods, and echo requests have none",
        "Measure tcp or http at a port of " + end.title() + ", or measure to one of its pods.");
  }

  static Why noListener(End end) {
    return new Why(
        "no-listener",
        "which source address "
            + end.title()
            + " sees can be read in a pod of the pod network only",
        "Name a pod as the target.");
  }

  static Why unseen(String why) {
    return new Why(
        "source-not-seen",
        why,
        "Measure icmp, too: where that answers, commands must be allowed in both pods, and both images need nc, perl or python3.");
  }

  static Why masqueraded(End to, IpAddress seen, ProbePod from) {
    return new Why(
        "masqueraded",
        to.title()
            + " saw "
            + seen
            + " on a connection from "
            + from.path()
            + ", whose address is "
            + from.address(),
        "Let the interconnect preserve pod addresses, or look for a masquerading rule on the"
            + " source's node.");
  }

  static Why tooLate() {
    return new Why("exec-timed-out", "the pod gave no answer in time", "Try again.");
  }
}
