package io.podspan.routecollector.route;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.events.RouteEntry;
import io.podspan.events.reason.RouteReason;
import io.podspan.routecollector.route.KernelRoute.Link;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the kernel of a node does with packets of expected routes. */
final class KernelCheck {
  private final ForwardingTable table;
  private final Answer<NodeLinks> links;
  private final Map<Prefix, List<KernelRoute>> moreSpecific;

  /** What the router itself chose, null when its table could not be read. */
  private final @Nullable Set<RouteEntry> chosen;

  KernelCheck(NodeTables tables, List<RouteEntry> expected) {
    this.table = new ForwardingTable(tables.kernel().value().orElse(List.of()));
    this.links = tables.links();
    this.chosen =
        tables.rib().value().<Set<RouteEntry>>map(rib -> new HashSet<>(rib.best())).orElse(null);
    this.moreSpecific =
        table.moreSpecific(
            expected.stream().flatMap(r -> Prefix.parse(r.prefix()).stream()).toList());
  }

  /** Whether all packets of the route leave towards its next hop. */
  boolean carries(RouteEntry route) {
    List<KernelRoute> used = table.used(route.prefix());
    return !used.isEmpty()
        && used.stream().allMatch(k -> k.link() == Link.UP && leadsTo(route, k))
        && shadow(route).isEmpty();
  }

  private static boolean leadsTo(RouteEntry route, KernelRoute kernel) {
    return kernel.unicast() && (route.nextHop().equals(kernel.nextHop()) || kernel.tunnel());
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
   * Why the kernel does not carry it.
   *
   * @param refused whether the router says that the kernel did not take it
   */
  RouteReason cause(RouteEntry route, boolean refused) {
    List<KernelRoute> used = table.used(route.prefix());
    Optional<KernelRoute> other = used.stream().filter(k -> !leadsTo(route, k)).findFirst();
    if (refused) {
      return other
          .map(k -> new RouteReason.KernelRefused(k.kind(), k.nextHop(), k.device()))
          .orElseGet(() -> new RouteReason.KernelRefused(null, null, null));
    }
    if (other.isPresent()) {
      KernelRoute k = other.get();
      return new RouteReason.OtherKernelRoute(k.kind(), k.nextHop(), k.device());
    }
    Optional<KernelRoute> down =
        table.of(route.prefix()).stream()
            .filter(k -> leadsTo(route, k) && k.link() != Link.UP)
            .findFirst();
    if (down.isPresent()) {
      return new RouteReason.KernelHopDown(down.get().nextHop(), down.get().device());
    }
    return shadow(route)
        .<RouteReason>map(
            k -> new RouteReason.Shadowed(k.prefix(), k.kind(), k.nextHop(), k.device()))
        .orElseGet(() -> notInstalled(route.nextHop()));
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
