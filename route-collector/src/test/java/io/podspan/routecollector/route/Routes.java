package io.podspan.routecollector.route;

import io.podspan.events.NodeSession;
import io.podspan.events.RouteEntry;
import java.util.List;
import java.util.Set;

/** Fixtures: london as a node of paris should see it, through one reflector. */
final class Routes {
  static final String REFLECTOR = "198.18.0.1";
  static final RouteEntry LONDON_A = new RouteEntry("10.2.0.0/24", "198.18.0.21");
  static final RouteEntry LONDON_B = new RouteEntry("10.2.1.0/24", "198.18.0.22");
  static final Expectation EXPECTED =
      new Expectation(List.of(LONDON_A, LONDON_B), Set.of(REFLECTOR));
  static final KernelRoute SUBNET = new KernelRoute("198.18.0.0/24", null, "eth0", "unicast");

  /** The node before anybody looked at it. */
  static final NodeStatus UNSEEN = NodeStatus.notReadYet("paris", "n1");

  private Routes() {}

  static NodeSession session(String state) {
    return new NodeSession(REFLECTOR, 64512, state, false);
  }

  static KernelRoute installed(RouteEntry route) {
    return new KernelRoute(route.prefix(), route.nextHop(), "eth0", "unicast");
  }

  /** A node that has all. */
  static NodeTables complete() {
    return new NodeTables(
        List.of(session("Established")),
        List.of(LONDON_A, LONDON_B),
        List.of(SUBNET, installed(LONDON_A), installed(LONDON_B)));
  }

  static NodeTables with(List<NodeSession> sessions, List<RouteEntry> rib, KernelRoute... kernel) {
    return new NodeTables(sessions, rib, List.of(kernel));
  }
}
