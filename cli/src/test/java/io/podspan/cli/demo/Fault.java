package io.podspan.cli.demo;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One thing that breaks on the way from one node's pods to those of another, how it is made and how
 * it is mended.
 *
 * @param name as the page of diagnoses has it
 * @param from the node whose pods lose their way
 * @param to the node whose pods they look for
 * @param loses whether packets are lost at once; else what was set up goes on for the hold time
 * @param codes any of these names it, and nothing else does
 * @param earlier what may be said before: it is true then, and less exact
 */
record Fault(
    String name,
    String from,
    String to,
    boolean loses,
    Set<String> codes,
    Set<String> earlier,
    Deed breaks,
    Deed mends) {
  Fault(
      String name,
      String from,
      String to,
      boolean loses,
      Set<String> codes,
      Deed breaks,
      Deed mends) {
    this(name, from, to, loses, codes, Set.of(), breaks, mends);
  }

  /** What is done to nodes. */
  interface Deed {
    void to(Ground ground);
  }

  /** All that can be made where nodes are network namespaces. */
  static List<Fault> ofNodes(String from, String to) {
    Between between = new Between(from, to);
    return List.of(
        between.quiet(
            "the router hangs",
            Set.of("router-hangs"),
            ground -> ground.signalRouter(from, "STOP"),
            ground -> ground.signalRouter(from, "CONT")),
        between.losing(
            "a route is deleted by hand",
            Set.of("route-not-installed", "no-route"),
            "ip route del {prefix}",
            "true"),
        between.losing(
            "a blackhole has a better metric",
            Set.of("blackhole", "other-kernel-route"),
            "ip route prepend blackhole {prefix}",
            "ip route del blackhole {prefix}"),
        between.losing(
            "a foreign route leads elsewhere",
            Set.of("foreign-route", "other-kernel-route"),
            "ip route replace {prefix} via {host} proto static",
            "ip route del {prefix} via {host} proto static"),
        between.losing(
            "a blackhole is more specific",
            Set.of("blackhole", "shadowed-in-kernel"),
            "ip route add blackhole {half}",
            "ip route del blackhole {half}"),
        between.losing(
            "the interface of the next hop is down",
            Set.of("interface-down"),
            "ip link set eth0 down",
            "ip link set eth0 up"),
        between.losing(
            "forwarding is off",
            Set.of("forwarding-off"),
            "sysctl -qw net.ipv4.ip_forward=0",
            "sysctl -qw net.ipv4.ip_forward=1"),
        between.losing(
            "FORWARD drops what goes to the target",
            Set.of("forward-dropped"),
            "iptables -I FORWARD -d {prefix} -j DROP",
            "iptables -D FORWARD -d {prefix} -j DROP"),
        between.losing(
            "too large packets vanish",
            Set.of("too-big-lost"),
            "ip link set eth0 mtu 1400;iptables -I OUTPUT -p icmp --icmp-type 3/4 -j DROP",
            "ip link set eth0 mtu 1500;iptables -D OUTPUT -p icmp --icmp-type 3/4 -j DROP"),
        between.quiet(
            "pods are masqueraded",
            Set.of("masqueraded"),
            "iptables -t nat -A POSTROUTING -d {prefix} -j MASQUERADE",
            "iptables -t nat -D POSTROUTING -d {prefix} -j MASQUERADE"),
        between.quiet(
            "the node does not reach the reflector",
            Set.of("blackhole", "session-stalled", "session-blocked"),
            "ip route add blackhole {host}/32",
            "ip route del blackhole {host}/32"),
        between.quiet(
            "packets to the reflector are dropped",
            Set.of("session-stalled", "session-blocked"),
            "iptables -A OUTPUT -p tcp -d {host} -j DROP",
            "iptables -D OUTPUT -p tcp -d {host} -j DROP"),
        between.quiet(
            "packets to and from the reflector are dropped",
            Set.of("session-stalled", "session-blocked"),
            "iptables -A OUTPUT -p tcp -d {host} -j DROP;iptables -A INPUT -p tcp -s {host} -j DROP",
            "iptables -D OUTPUT -p tcp -d {host} -j DROP;iptables -D INPUT -p tcp -s {host} -j DROP"));
  }

  /** The same, where these are said before. */
  Fault after(String... codesBefore) {
    return new Fault(name, from, to, loses, codes, Set.of(codesBefore), breaks, mends);
  }

  /** Whether this code is wrong of it. */
  boolean isMisnamedBy(String code) {
    return !code.isEmpty() && !codes.contains(code) && !earlier.contains(code);
  }

  /** Where it is made. */
  String on() {
    return from;
  }

  /** The names in events about it: those of both nodes and of their clusters. */
  Set<String> concerns() {
    return Stream.of(from, to, cluster(from), cluster(to)).collect(Collectors.toSet());
  }

  private static String cluster(String node) {
    return node.substring(0, node.indexOf('-'));
  }

  @Override
  public String toString() {
    return name + " (" + from + ")";
  }

  /** Faults on the node that packets leave. */
  private record Between(String from, String to) {
    Fault losing(String name, Set<String> codes, String breaks, String mends) {
      return new Fault(name, from, to, true, codes, commands(breaks), commands(mends));
    }

    Fault quiet(String name, Set<String> codes, String breaks, String mends) {
      return quiet(name, codes, commands(breaks), commands(mends));
    }

    Fault quiet(String name, Set<String> codes, Deed breaks, Deed mends) {
      return new Fault(name, from, to, false, codes, breaks, mends);
    }

    private Deed commands(String commands) {
      return ground -> ground.on(from, to, commands);
    }
  }
}
