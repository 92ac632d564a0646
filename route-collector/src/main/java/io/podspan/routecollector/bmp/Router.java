package io.podspan.routecollector.bmp;

import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.bmp.BmpFault;
import io.podspan.bgp.wire.bmp.BmpMessage;
import io.podspan.bgp.wire.bmp.PeerHeader;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A router, over all its connections. */
final class Router {

  /** What tells routers apart: several may come from one address. */
  record Name(IpAddress address, String text) {}

  /** How much of what it says is known to be so now. */
  enum State {
    CONNECTED,
    /** Its connection has ended, and its routes are kept for a while. */
    STALE,
    /** Its connection has ended, and its routes are gone. */
    GONE
  }

  private final Name name;
  private final Limits limits;
  private final RouteCount own = new RouteCount(Integer.MAX_VALUE);
  private final List<RouteCount> counts;
  private final Map<PeerKey, MonitoredPeer> peers = new LinkedHashMap<>();
  private State state = State.CONNECTED;
  private String description = "";
  private String why = "";
  private Instant since = Instant.EPOCH;
  private Instant heard = Instant.EPOCH;
  private Instant sweepAt = Instant.MAX;
  private int dump;
  private long messages;
  private long faults;
  private String lastFault = "";
  private long peersLeftOut;

  /**
   * @param ofAddress routes of all that connect from its address: a router chooses its name itself
   * @param all routes of all routers
   */
  Router(Name name, Limits limits, RouteCount ofAddress, RouteCount all) {
    this.name = name;
    this.limits = limits;
    this.counts = List.of(own, ofAddress, all);
  }

  /** A connection of it begins. What the one before told is to be told again within a minute. */
  void connected(BmpMessage.Initiation first, Instant now) {
    description = Words.harmless(first.description().orElse(""));
    dump++;
    state = State.CONNECTED;
    why = "";
    since = now;
    heard = now;
    peersLeftOut = 0;
    sweepAt = peers.isEmpty() ? Instant.MAX : now.plus(Limits.STALE);
  }

  void closed(String reason, Instant now) {
    if (state == State.CONNECTED) {
      state = State.STALE;
      why = reason;
      since = now;
      sweepAt = now.plus(Limits.STALE);
    }
  }

  /** What is wrong with the message when it could not be used. */
  Optional<BmpFault> heard(BmpMessage message, Instant now) {
    heard = now;
    messages++;
    Optional<BmpFault> fault =
        switch (message) {
          case BmpMessage.RouteMonitoring routes ->
              peer(routes.peer(), now).flatMap(peer -> peer.routes(routes, now, dump));
          case BmpMessage.PeerUp up -> {
            peer(up.peer(), now).ifPresent(peer -> peer.up(up, now, dump));
            yield Optional.empty();
          }
          case BmpMessage.PeerDown down -> {
            peer(down.peer(), now).ifPresent(peer -> peer.down(down, now, dump));
            yield Optional.empty();
          }
          case BmpMessage.Statistics told -> {
            Optional.ofNullable(peers.get(PeerKey.of(told.peer())))
                .ifPresent(peer -> peer.figures(told.figures()));
            yield Optional.empty();
          }
          case BmpMessage.Initiation _,
              BmpMessage.Termination _,
              BmpMessage.Mirroring _,
              BmpMessage.Unknown _ ->
              Optional.empty();
        };
    fault.ifPresent(this::wrong);
    return fault;
  }

  /** A message of it could not be read. */
  void wrong(BmpFault fault) {
    faults++;
    lastFault = Words.harmless(fault.text());
  }

  /** Known, or new if there is room: peers that are down make some. */
  private Optional<MonitoredPeer> peer(PeerHeader header, Instant now) {
    PeerKey key = PeerKey.of(header);
    MonitoredPeer known = peers.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    if (peers.size() >= limits.peers() && !forgetOneThatIsDown()) {
      peersLeftOut++;
      return Optional.empty();
    }
    MonitoredPeer created = new MonitoredPeer(header, counts, now, dump);
    peers.put(key, created);
    return Optional.of(created);
  }

  private boolean forgetOneThatIsDown() {
    Optional<PeerKey> down =
        peers.values().stream()
            .filter(peer -> peer.state() == MonitoredPeer.State.DOWN)
            .findFirst()
            .map(MonitoredPeer::key);
    down.ifPresent(peers::remove);
    return down.isPresent();
  }

  /** Takes away what nobody has confirmed for long enough. */
  void tick(Instant now) {
    if (now.isBefore(sweepAt)) {
      return;
    }
    sweepAt = Instant.MAX;
    if (state == State.CONNECTED) {
      peers.values().stream().filter(p -> p.dump() != dump).forEach(MonitoredPeer::clear);
      peers.values().removeIf(peer -> peer.dump() != dump);
      peers.values().forEach(peer -> peer.sweep(dump));
    } else {
      state = State.GONE;
      forget();
    }
  }

  /** All its routes go. */
  void forget() {
    peers.values().forEach(MonitoredPeer::clear);
    peers.clear();
  }

  /** Whether it is of no use to keep it listed. */
  boolean isPast(Instant now) {
    return state == State.GONE && now.isAfter(since.plus(Limits.LISTED));
  }

  Name name() {
    return name;
  }

  State state() {
    return state;
  }

  /** Since when it is in its state; of one that is gone, since when it is not connected. */
  Instant since() {
    return since;
  }

  Instant heardAt() {
    return heard;
  }

  String why() {
    return why;
  }

  String description() {
    return description;
  }

  /** Which connection of it this is. */
  int dump() {
    return dump;
  }

  long messages() {
    return messages;
  }

  long faults() {
    return faults;
  }

  String lastFault() {
    return lastFault;
  }

  long peersLeftOut() {
    return peersLeftOut;
  }

  int routes() {
    return own.count();
  }

  Collection<MonitoredPeer> peers() {
    return Collections.unmodifiableCollection(peers.values());
  }
}
