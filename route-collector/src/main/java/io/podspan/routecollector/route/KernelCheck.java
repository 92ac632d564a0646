package io.podspan.routecollector.route;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.events.RouteEntry;
import io.podspan.events.reason.RouteReason;
import io.podspan.routecollector.route.KernelRoute.Link;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the kernel of a node does with packets of expected routes. */
final class KernelCheck {
  private final ForwardingTable table;
  private final Answer<NodeLinks> links;
  private final Map<Prefix, List<KernelRoute>> moreSpecific;

  /** Where tunnels lead to, of those of which it is known. */
  private final Map<String, String> tunnels;

  private final List<Side> sides;

  /** What the kernel calls routes that the router sets, empty when that is not known. */
  private final Set<String> protocols;

  /** What the router itself chose, null when its table could not be read. */
  private final @Nullable Set<RouteEntry> chosen;

  KernelCheck(NodeTables tables, List<RouteEntry> expected) {
    this.table = new ForwardingTable(tables.kernel().value().orElse(List.of()));
    this.links = tables.around().links();
    this.protocols = tables.around().protocols();
    this.tunnels = tables.around().tunnels().value().orElse(Map.of());
    this.chosen =
        tables.rib().value().<Set<RouteEntry>>map(rib -> new HashSet<>(rib.best())).orElse(null);
    List<Prefix> prefixes =
        expected.stream().flatMap(r -> Prefix.parse(r.prefix()).stream()).toList();
    this.moreSpecific = table.moreSpecific(prefixes);
    this.sides =
        tables.around().sideTables().value().orElse(List.of()).stream()
            .map(side -> Side.of(side, prefixes))
            .toList();
  }

  /**
   * A table that packets of pods meet before the main one.
   *
   * @param moreSpecific its routes that are more specific than an expected prefix, by that prefix
   */
  private record Side(
      SideTable named, ForwardingTable table, Map<Prefix, List<KernelRoute>> moreSpecific) {
    static Side of(SideTable named, List<Prefix> expected) {
      ForwardingTable table = new ForwardingTable(named.routes());
      return new Side(named, table, table.moreSpecific(expected));
    }
  }

  /** Whether all packets of the route leave towards its next hop. */
  boolean carries(RouteEntry route) {
    return leads(route) && aside(route).isEmpty() && shadow(route).isEmpty();
  }

  /** Whether those do that no more specific route takes. */
  private boolean leads(RouteEntry route) {
    List<KernelRoute> used = table.used(route.prefix());
    return !used.isEmpty() && used.stream().allMatch(k -> k.link() == Link.UP && leadsTo(route, k));
  }

  private boolean leadsTo(RouteEntry route, KernelRoute kernel) {
    return kernel.unicast()
        && (kernel.tunnel()
            ? remote(kernel).filter(remote -> !remote.equals(route.nextHop())).isEmpty()
            : route.nextHop().equals(kernel.nextHop()));
  }

  private Optional<String> remote(KernelRoute kernel) {
    String device = kernel.device();
    return kernel.tunnel() && device != null
        ? Optional.ofNullable(tunnels.get(device))
        : Optional.empty();
  }

  /** A more specific route that leads elsewhere, and that the router did not choose. */
  private Optional<KernelRoute> shadow(RouteEntry route) {
    return Prefix.parse(route.prefix())
        .flatMap(
            prefix ->
                moreSpecific.getOrDefault(prefix, List.of()).stream()
                    .filter(k -> !leadsTo(route, k) && !chosenByRouter(k))
                    .findFirst());
  }

  private boolean chosenByRouter(KernelRoute kernel) {
    String nextHop = kernel.nextHop();
    if (!kernel.unicast() || nextHop == null) {
      return false;
    }
    return chosen == null || chosen.contains(new RouteEntry(kernel.prefix(), nextHop));
  }

  /**
   * Why the kernel does not carry it, in the order of the way: the route, the interface that it
   * needs, and then a more specific one.
   *
   * @param refused whether the router says that the kernel did not take it
   */
  List<RouteReason> breaks(RouteEntry route, boolean refused) {
    List<RouteReason> breaks = new ArrayList<>();
    if (refused) {
      breaks.add(refused(route));
    } else if (!leads(route)) {
      breaks.add(ofTheRoute(route));
    }
    aside(route).ifPresent(breaks::add);
    shadow(route).map(KernelCheck::shadowed).ifPresent(breaks::add);
    return breaks;
  }

  /** What keeps packets from the route also when the router has it, and did not come from it. */
  List<RouteReason> inTheWay(RouteEntry route) {
    List<KernelRoute> ofOthers =
        table.used(route.prefix()).stream().filter(k -> !chosenByRouter(k)).toList();
    return Stream.concat(
            elsewhere(route, ofOthers).stream(), shadow(route).map(KernelCheck::shadowed).stream())
        .toList();
  }

  private RouteReason refused(RouteEntry route) {
    return table.used(route.prefix()).stream()
        .filter(k -> !leadsTo(route, k))
        .findFirst()
        .map(k -> new RouteReason.KernelRefused(k.kind(), k.nextHop(), k.device()))
        .orElseGet(() -> new RouteReason.KernelRefused(null, null, null));
  }

  private RouteReason ofTheRoute(RouteEntry route) {
    return elsewhere(route, table.used(route.prefix()))
        .or(() -> hopDown(route))
        .orElseGet(() -> notInstalled(route.nextHop()));
  }

  /** Where these send the packets instead, empty when they send them where they should. */
  private Optional<RouteReason> elsewhere(RouteEntry route, List<KernelRoute> used) {
    List<KernelRoute> wrong = used.stream().filter(k -> !leadsTo(route, k)).toList();
    if (wrong.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        wrong.size() < used.size()
            ? new RouteReason.MultipathPartlyWrong(
                wrong.stream()
                    .map(KernelRoute::hop)
                    .distinct()
                    .limit(RouteReason.MultipathPartlyWrong.MOST)
                    .toList())
            : otherRoute(wrong.getFirst()));
  }

  private RouteReason otherRoute(KernelRoute kernel) {
    Optional<String> remote = remote(kernel);
    if (remote.isPresent()) {
      return new RouteReason.TunnelElsewhere(kernel.hop(), remote.get());
    }
    String protocol = kernel.protocol();
    if (!kernel.unicast() || protocol == null || protocols.isEmpty()) {
      return new RouteReason.OtherKernelRoute(kernel.kind(), kernel.nextHop(), kernel.device());
    }
    if (!protocols.contains(protocol)) {
      return new RouteReason.ForeignRoute(protocol, kernel.nextHop(), kernel.device());
    }
    return chosenByRouter(kernel)
        ? new RouteReason.OtherKernelRoute(kernel.kind(), kernel.nextHop(), kernel.device())
        : new RouteReason.StaleRoute(kernel.nextHop(), kernel.device());
  }

  private Optional<RouteReason> hopDown(RouteEntry route) {
    return table.of(route.prefix()).stream()
        .filter(k -> leadsTo(route, k) && k.link() != Link.UP)
        .findFirst()
        .map(k -> new RouteReason.KernelHopDown(k.nextHop(), k.device()));
  }

  /** What a table leads elsewhere that packets of pods meet before the main one. */
  private Optional<RouteReason> aside(RouteEntry route) {
    Prefix prefix = Prefix.parse(route.prefix()).orElse(null);
    if (prefix == null) {
      return Optional.empty();
    }
    for (Side side : sides) {
      List<KernelRoute> used = side.table().taken(prefix);
      Optional<KernelRoute> wrong =
          Stream.concat(used.stream(), side.moreSpecific().getOrDefault(prefix, List.of()).stream())
              .filter(k -> !leadsTo(route, k) && !chosenByRouter(k))
              .findFirst();
      if (wrong.isPresent()) {
        return wrong.map(
            k ->
                new RouteReason.OtherTable(
                    side.named().table(), side.named().from(), k.kind(), k.nextHop(), k.device()));
      }
      if (!used.isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static RouteReason shadowed(KernelRoute k) {
    return new RouteReason.Shadowed(k.prefix(), k.kind(), k.nextHop(), k.device());
  }

  /** An interface that is down takes its subnet away, so it is looked at before the subnets are. */
  private RouteReason notInstalled(String nextHop) {
    return links
        .value()
        .flatMap(read -> read.firstBreak(nextHop))
        .orElseGet(
            () ->
                onASubnet(nextHop)
                    ? new RouteReason.NotInstalled()
                    : new RouteReason.NextHopOffSubnet(nextHop, links.gap()));
  }

  private boolean onASubnet(String address) {
    return links.value().filter(read -> read.reach(address)).isPresent()
        || table.all().stream()
            .filter(KernelRoute::connected)
            .flatMap(k -> Prefix.parse(k.prefix()).stream())
            .anyMatch(subnet -> IpAddress.parse(address).filter(subnet::contains).isPresent());
  }
}
