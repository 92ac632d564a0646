package io.podspan.routecollector.route;

import io.podspan.events.NodeSession;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which expected routes a node lacks, and the likely cause, looked for in the order in which a
 * route comes: session, reflector, RIB, kernel.
 */
final class Judgement {
  private final Expectation expectation;
  private final Reading reading;

  private Judgement(Expectation expectation, Reading reading) {
    this.expectation = expectation;
    this.reading = reading;
  }

  static List<Missing> missing(Expectation expectation, Reading reading) {
    Judgement judgement = new Judgement(expectation, reading);
    List<Missing> missing = new ArrayList<>();
    for (RouteEntry route : expectation.routes()) {
      if (!reading.rib().contains(route)) {
        missing.add(new Missing(route, Table.RIB, judgement.whyNotInRib(route)));
      } else if (!judgement.inKernel(route)) {
        missing.add(new Missing(route, Table.FIB, judgement.whyNotInKernel(route)));
      }
    }
    return List.copyOf(missing);
  }

  private String whyNotInRib(RouteEntry route) {
    List<String> others =
        reading.rib().stream()
            .filter(r -> r.prefix().equals(route.prefix()))
            .map(RouteEntry::nextHop)
            .toList();
    if (!others.isEmpty()) {
      return "the router has it by way of " + String.join(", ", others) + " instead";
    }
    List<NodeSession> toReflectors =
        reading.sessions().stream()
            .filter(s -> expectation.reflectors().contains(s.peerAddress()))
            .toList();
    if (toReflectors.isEmpty()) {
      return "the router has no session with a reflector (" + reflectors() + ")";
    }
    if (toReflectors.stream().anyMatch(NodeSession::established)) {
      return "the session is Established, and the reflector did not send it";
    }
    NodeSession down = toReflectors.getFirst();
    // The states below OpenSent alternate while a router tries to connect; the cause is the same.
    return "the session with reflector " + down.peerAddress() + " is not Established";
  }

  private String reflectors() {
    return expectation.reflectors().stream().sorted().collect(Collectors.joining(", "));
  }

  private boolean inKernel(RouteEntry route) {
    return kernelRoutes(route.prefix()).stream()
        .anyMatch(k -> route.nextHop().equals(k.nextHop()) || k.tunnel());
  }

  private List<KernelRoute> kernelRoutes(String prefix) {
    return reading.kernel().stream().filter(k -> k.prefix().equals(prefix)).toList();
  }

  private String whyNotInKernel(RouteEntry route) {
    List<KernelRoute> present = kernelRoutes(route.prefix());
    if (!present.isEmpty()) {
      return "the kernel " + does(present.getFirst()) + " instead";
    }
    if (!onASubnet(route.nextHop())) {
      return "the next hop "
          + route.nextHop()
          + " is on no subnet of the node, and the router did not install it: this needs a tunnel";
    }
    return "the router has it and did not install it in the kernel";
  }

  private static String does(KernelRoute route) {
    if (!route.kind().equals("unicast")) {
      return "has it as " + route.kind();
    }
    return route.nextHop() == null
        ? "sends it to the interface " + route.device()
        : "sends it to " + route.nextHop();
  }

  private boolean onASubnet(String address) {
    return reading.kernel().stream()
        .filter(KernelRoute::connected)
        .flatMap(k -> Ipv4Prefix.parse(k.prefix()).stream())
        .anyMatch(subnet -> subnet.contains(address));
  }
}
