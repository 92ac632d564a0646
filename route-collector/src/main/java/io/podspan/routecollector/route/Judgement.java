package io.podspan.routecollector.route;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.events.NodeSession;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent.Table;
import io.podspan.events.reason.RouteReason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which expected routes a node lacks, and the likely cause of each. It looks in the order in which
 * a route comes: session, reflector, RIB, kernel.
 */
final class Judgement {
  private final Expectation expectation;
  private final NodeTables tables;

  private Judgement(Expectation expectation, NodeTables tables) {
    this.expectation = expectation;
    this.tables = tables;
  }

  static List<Missing> missing(Expectation expectation, NodeTables tables) {
    Judgement judgement = new Judgement(expectation, tables);
    List<Missing> missing = new ArrayList<>();
    for (RouteEntry route : expectation.routes()) {
      if (!tables.rib().contains(route)) {
        missing.add(new Missing(route, Table.RIB, judgement.notInRib(route)));
      } else if (!judgement.inKernel(route)) {
        missing.add(new Missing(route, Table.FIB, judgement.notInKernel(route)));
      }
    }
    return List.copyOf(missing);
  }

  private RouteReason notInRib(RouteEntry route) {
    List<String> others =
        tables.rib().stream()
            .filter(r -> r.prefix().equals(route.prefix()))
            .map(RouteEntry::nextHop)
            .sorted()
            .distinct()
            .toList();
    if (!others.isEmpty()) {
      return new RouteReason.OtherNextHop(others);
    }
    if (addresses(this::toReflector).isEmpty()) {
      return new RouteReason.NoReflectorSession(
          expectation.reflectors().stream().sorted().toList());
    }
    List<String> established = addresses(s -> toReflector(s) && s.established());
    return established.isEmpty()
        ? new RouteReason.ReflectorSessionDown(addresses(this::toReflector))
        : new RouteReason.NotReceived(established);
  }

  private boolean toReflector(NodeSession session) {
    return expectation.reflectors().contains(session.peerAddress());
  }

  private List<String> addresses(Predicate<NodeSession> which) {
    return tables.sessions().stream()
        .filter(which)
        .map(NodeSession::peerAddress)
        .sorted()
        .distinct()
        .toList();
  }

  private boolean inKernel(RouteEntry route) {
    return kernelRoutes(route.prefix()).stream()
        .anyMatch(k -> route.nextHop().equals(k.nextHop()) || k.tunnel());
  }

  private List<KernelRoute> kernelRoutes(String prefix) {
    return tables.kernel().stream().filter(k -> k.prefix().equals(prefix)).toList();
  }

  private RouteReason notInKernel(RouteEntry route) {
    List<KernelRoute> present = kernelRoutes(route.prefix());
    if (!present.isEmpty()) {
      KernelRoute other = present.getFirst();
      return new RouteReason.OtherKernelRoute(other.kind(), other.nextHop(), other.device());
    }
    return onASubnet(route.nextHop())
        ? new RouteReason.NotInstalled()
        : new RouteReason.NextHopOffSubnet(route.nextHop());
  }

  private boolean onASubnet(String address) {
    return tables.kernel().stream()
        .filter(KernelRoute::connected)
        .flatMap(k -> Prefix.parse(k.prefix()).stream())
        .anyMatch(subnet -> IpAddress.parse(address).filter(subnet::contains).isPresent());
  }
}
