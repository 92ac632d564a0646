package io.podspan.routecollector.bmp;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.bmp.BmpFault;
import io.podspan.bgp.wire.bmp.BmpMessage.Figure;
import io.podspan.bgp.wire.bmp.BmpMessage.PeerDown;
import io.podspan.bgp.wire.bmp.BmpMessage.PeerUp;
import io.podspan.bgp.wire.bmp.BmpMessage.RouteMonitoring;
import io.podspan.bgp.wire.bmp.PeerHeader;
import io.podspan.bgp.wire.bmp.PeerHeader.Table;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A peer of a router, or its Loc-RIB, as the router tells of it. */
final class MonitoredPeer {

  /** What the router says of it. */
  enum State {
    UP,
    DOWN,
    /**
     * The router tells of its routes and never said that it is up: GoBGP does so of its Loc-RIB,
     * FRR of its own routes.
     */
    ASSUMED
  }

  private final PeerKey key;
  private final List<RouteCount> counts;
  private final Map<Table, RouteTable> tables = new EnumMap<>(Table.class);
  private final SortedMap<Integer, Long> figures = new TreeMap<>();
  private State state;
  private Instant since;
  private String why = "";
  private long asn;
  private String instance = "";
  private int dump;

  /**
   * The families with path identifiers, of tables that have any. Of a message nothing else is kept:
   * it may be large.
   */
  private final Map<Table, Set<AddressFamily>> pathIds = new EnumMap<>(Table.class);

  MonitoredPeer(PeerHeader header, List<RouteCount> counts, Instant now, int dump) {
    this.key = PeerKey.of(header);
    this.counts = counts;
    this.asn = header.asn();
    this.state = State.ASSUMED;
    this.since = now;
    this.dump = dump;
  }

  /** Routes of this session come from now on. Those of an older connection wait for their end. */
  void up(PeerUp message, Instant now, int current) {
    if (dump == current) {
      tables.values().forEach(RouteTable::clear);
    }
    dump = current;
    asn = message.peer().asn();
    instance = Words.harmless(message.tableName().orElse(""));
    pathIds.clear();
    for (Table table : Table.values()) {
      Set<AddressFamily> families = message.pathIds(table);
      if (!families.isEmpty()) {
        pathIds.put(table, families);
      }
    }
    to(State.UP, now, "");
    tables.forEach((table, routes) -> routes.begin(pathIds(table)));
  }

  void down(PeerDown message, Instant now, int current) {
    dump = current;
    tables.values().forEach(RouteTable::clear);
    figures.clear();
    to(State.DOWN, now, Words.harmless(message.text()));
  }

  private void to(State next, Instant now, String reason) {
    if (state != next) {
      since = now;
    }
    state = next;
    why = reason;
  }

  /** What is wrong with the message when it could not be read. */
  Optional<BmpFault> routes(RouteMonitoring message, Instant now, int current) {
    if (state == State.DOWN) {
      return Optional.of(
          new BmpFault(
              BmpFault.Kind.PEER, message.type(), 0, "routes of a peer that is said to be down"));
    }
    dump = current;
    return table(message.peer().table()).apply(message, now, current);
  }

  private RouteTable table(Table table) {
    return tables.computeIfAbsent(
        table,
        _ -> {
          RouteTable created = new RouteTable(counts);
          created.begin(pathIds(table));
          return created;
        });
  }

  private Set<AddressFamily> pathIds(Table table) {
    return pathIds.getOrDefault(table, Set.of());
  }

  void figures(List<Figure> told) {
    for (Figure figure : told) {
      if (figure.afi() == 0 && Figures.isKnown(figure.type())) {
        figures.put(figure.type(), figure.value());
      }
    }
  }

  /** What is of an older connection goes. */
  void sweep(int current) {
    tables.values().forEach(table -> table.sweep(current));
  }

  void clear() {
    tables.values().forEach(RouteTable::clear);
  }

  PeerKey key() {
    return key;
  }

  State state() {
    return state;
  }

  Instant since() {
    return since;
  }

  String why() {
    return why;
  }

  long asn() {
    return asn;
  }

  /** The name of its routing instance, empty where none is told. */
  String instance() {
    return instance;
  }

  /** The connection in which it was last told of. */
  int dump() {
    return dump;
  }

  Map<Table, RouteTable> tables() {
    return Collections.unmodifiableMap(tables);
  }

  SortedMap<Integer, Long> figures() {
    return Collections.unmodifiableSortedMap(figures);
  }
}
