package io.podspan.routecollector.bmp;

import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.bmp.MonitoredUpdate.PathPrefix;
import io.podspan.bgp.wire.bmp.PeerHeader.Table;
import io.podspan.routecollector.bmp.BmpView.PeerRow;
import io.podspan.routecollector.bmp.BmpView.Query;
import io.podspan.routecollector.bmp.BmpView.Rib;
import io.podspan.routecollector.bmp.BmpView.RoutePage;
import io.podspan.routecollector.bmp.BmpView.RouteRow;
import io.podspan.routecollector.bmp.BmpView.RouterRow;
import io.podspan.routecollector.bmp.BmpView.TableRow;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is kept of routers, as others see it. */
final class Rows {
  /** More rows than a person or a page can use. */
  static final int MOST_OF_A_RIB = 10_000;

  /** The dump of a router that is not connected: none of its routes is confirmed. */
  private static final int NONE = -1;

  private static final Comparator<Ref> ORDER =
      Comparator.comparing((Ref ref) -> ref.path().prefix())
          .thenComparing(Ref::table)
          .thenComparing(ref -> ref.peer().key().address())
          .thenComparing(ref -> ref.path().pathId());

  /** A route where it is kept: only what is shown is made a row. */
  private record Ref(MonitoredPeer peer, Table table, PathPrefix path, Held held, int dump) {}

  /** From the best to the least: what a router uses, what its policy let through, what came. */
  private static final List<Table> NEAREST =
      List.of(Table.LOC_RIB, Table.ADJ_RIB_IN_POST, Table.ADJ_RIB_IN_PRE);

  private Rows() {}

  static RouterRow of(Router router, boolean withPeers) {
    return new RouterRow(
        router.name().address().toString(),
        router.name().text(),
        router.description(),
        word(router.state()),
        router.since(),
        router.heardAt(),
        router.why(),
        router.routes(),
        router.peers().size(),
        router.messages(),
        router.faults(),
        router.lastFault(),
        router.peersLeftOut(),
        withPeers ? router.peers().stream().map(peer -> of(peer, router)).toList() : List.of());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static PeerRow of(MonitoredPeer peer, Router router) {
    PeerKey key = peer.key();
    return new PeerRow(
        word(key.type()),
        key.address().toString(),
        peer.asn(),
        key.distinguisher() == 0 ? "" : Long.toHexString(key.distinguisher()),
        peer.instance(),
        peer.dump() == router.dump() ? word(peer.state()) : "stale",
        peer.since(),
        peer.why(),
        peer.tables().entrySet().stream().map(table -> of(table, router.dump())).toList(),
        Figures.named(peer.figures()));
  }

  private static TableRow of(Map.Entry<Table, RouteTable> entry, int dump) {
    RouteTable table = entry.getValue();
    return new TableRow(
        entry.getKey().text(),
        table.size(),
        table.isComplete(dump),
        table.isFiltered(),
        table.leftOut(),
        table.unreadable());
  }

  /** In the order of their prefixes. */
  static RoutePage page(Collection<Router> routers, Query query) {
    List<Ref> found =
        routers.stream()
            .flatMap(router -> refs(router, peer -> isOf(peer, query.peer()), query))
            .sorted(ORDER)
            .toList();
    return new RoutePage(
        found.stream().skip(query.skip()).limit(query.limit()).map(Rows::row).toList(),
        found.size());
  }

  private static Stream<Ref> refs(Router router, Predicate<MonitoredPeer> peers, Query query) {
    int dump = router.state() == Router.State.CONNECTED ? router.dump() : NONE;
    return router.peers().stream()
        .filter(peers)
        .flatMap(
            peer ->
                peer.tables().entrySet().stream()
                    .filter(table -> query.table() == null || table.getKey() == query.table())
                    .flatMap(
                        table ->
                            table.getValue().routes().entrySet().stream()
                                .filter(route -> query.prefixes().test(route.getKey().prefix()))
                                .map(
                                    route ->
                                        new Ref(
                                            peer,
                                            table.getKey(),
                                            route.getKey(),
                                            route.getValue(),
                                            dump))));
  }

  private static RouteRow row(Ref ref) {
    Held held = ref.held();
    IpAddress nextHop = held.nextHop();
    return new RouteRow(
        ref.table().text(),
        ref.peer().key().address().toString(),
        ref.path().prefix().toString(),
        ref.path().pathId(),
        nextHop == null ? "" : nextHop.toString(),
        held.asPath(),
        held.med(),
        held.localPref(),
        held.since(),
        held.dump() != ref.dump());
  }

  /** Of the router that was heard last. */
  static Optional<Rib> rib(Collection<Router> routers, boolean withRoutes) {
    return routers.stream()
        .filter(router -> router.state() != Router.State.GONE)
        .max(Comparator.comparing(Router::heardAt))
        .flatMap(router -> rib(router, withRoutes));
  }

  private static Optional<Rib> rib(Router router, boolean withRoutes) {
    return NEAREST.stream()
        .filter(table -> globals(router).anyMatch(peer -> peer.tables().containsKey(table)))
        .findFirst()
        .map(table -> rib(router, table, withRoutes));
  }

  /** Of the global routing instance only: prefixes of others are others. */
  private static Stream<MonitoredPeer> globals(Router router) {
    return router.peers().stream().filter(Rows::isGlobal);
  }

  private static boolean isGlobal(MonitoredPeer peer) {
    return peer.key().distinguisher() == 0;
  }

  private static boolean isOf(MonitoredPeer peer, @Nullable IpAddress address) {
    return address == null || peer.key().address().equals(address);
  }

  private static Rib rib(Router router, Table table, boolean withRoutes) {
    List<RouteTable> tables =
        globals(router).flatMap(peer -> Stream.ofNullable(peer.tables().get(table))).toList();
    int total = tables.stream().mapToInt(RouteTable::size).sum();
    return new Rib(
        table.text(),
        router.state() == Router.State.CONNECTED ? null : router.since(),
        total <= MOST_OF_A_RIB
            && router.peersLeftOut() == 0
            && tables.stream().noneMatch(Rows::lacks),
        tables.stream().allMatch(routes -> routes.isComplete(router.dump())),
        total,
        withRoutes ? routes(router, table) : List.of());
  }

  private static List<RouteRow> routes(Router router, Table table) {
    Query all = new Query(_ -> true, table, null, 0, MOST_OF_A_RIB);
    return refs(router, Rows::isGlobal, all)
        .limit(MOST_OF_A_RIB)
        .sorted(ORDER)
        .map(Rows::row)
        .toList();
  }

  private static boolean lacks(RouteTable routes) {
    return routes.leftOut() > 0 || routes.unreadable() > 0 || routes.isFiltered();
  }
}
