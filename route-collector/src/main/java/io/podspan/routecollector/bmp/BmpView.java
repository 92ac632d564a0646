package io.podspan.routecollector.bmp;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.bmp.PeerHeader.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What routers told this instance of the service. Any thread may ask. A question throws {@link
 * NoAnswerException} when the station has too much to do.
 */
public interface BmpView {

  /** The station did not answer in time: what routers tell is not known now. */
  final class NoAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoAnswerException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Whether routers can connect at all. */
  boolean listens();

  /** All routers that are known, each without its peers. */
  List<RouterRow> routers();

  /** The routers of an address, each with its peers. */
  List<RouterRow> routers(IpAddress address);

  /** Routes of the routers of an address. */
  RoutePage routes(IpAddress address, Query query);

  /**
   * What the router of an address uses, or as near to it as it tells; empty when it tells nothing.
   *
   * @param withRoutes whether the routes are wanted, and not only how many they are
   */
  Optional<Rib> rib(IpAddress address, boolean withRoutes);

  /** The addresses of routers that are connected, or were less than a minute ago. */
  Set<IpAddress> told();

  /**
   * A router.
   *
   * @param name that it gives itself, empty when none
   * @param state {@code connected}; {@code stale}: not connected, its routes are kept for a minute;
   *     {@code gone}: not connected, its routes are dropped
   * @param since since when it is connected, or is not
   * @param heardAt when its last message came
   * @param why why its connection ended, empty while it is connected
   * @param routes how many are kept of it
   * @param faults how many of its messages could not be read or used
   * @param lastFault what was wrong with the last of them, empty when there was none
   * @param peersLeftOut peers that there was no room for
   * @param peers empty where they were not asked for
   */
  record RouterRow(
      String address,
      String name,
      String description,
      String state,
      Instant since,
      Instant heardAt,
      String why,
      int routes,
      int peerCount,
      long messages,
      long faults,
      String lastFault,
      long peersLeftOut,
      List<PeerRow> peers) {}

  /**
   * A peer of a router.
   *
   * @param kind {@code global}, {@code distinguished}, {@code local}, {@code loc_rib}
   * @param distinguisher of its routing instance, in hexadecimal digits; empty for the global one
   * @param instance name of the routing instance, empty when none is told
   * @param state {@code up}, {@code down}; {@code assumed}: its routes are told, and never that it
   *     is up; {@code stale}: the router has not told of it since it connected again
   * @param why why it is down, otherwise empty
   * @param figures that the router counts itself, by name
   */
  record PeerRow(
      String kind,
      String address,
      long asn,
      String distinguisher,
      String instance,
      String state,
      Instant since,
      String why,
      List<TableRow> tables,
      Map<String, Long> figures) {}

  /**
   * A table of a peer.
   *
   * @param table {@code adj-rib-in-pre}, {@code adj-rib-in-post}, {@code adj-rib-out-pre}, {@code
   *     adj-rib-out-post}, {@code loc-rib}
   * @param complete whether the router has said that all of it was sent (End-of-RIB)
   * @param filtered whether the router says that it sends only some of it
   * @param leftOut announcements that there was no room for
   * @param unreadable messages of it that could not be read: routes may be missing
   */
  record TableRow(
      String table,
      int routes,
      boolean complete,
      boolean filtered,
      long leftOut,
      long unreadable) {}

  /**
   * A route.
   *
   * @param peer the peer's address, 0.0.0.0 of Loc-RIB
   * @param pathId 0 where there is none (RFC 7911)
   * @param nextHop 0.0.0.0 or :: of a route of the router itself, empty where it is not told
   * @param asPath a long one is cut and ends with dots
   * @param localPref -1 where there is none
   * @param since since when it is as it is
   * @param stale whether the router has not confirmed it since its connection ended
   */
  record RouteRow(
      String table,
      String peer,
      String prefix,
      long pathId,
      String nextHop,
      String asPath,
      long med,
      long localPref,
      Instant since,
      boolean stale) {}

  /**
   * Some of the routes.
   *
   * @param total how many there are
   */
  record RoutePage(List<RouteRow> routes, int total) {}

  /**
   * Which routes.
   *
   * @param table null for all
   * @param peer null for all
   */
  record Query(
      Predicate<Prefix> prefixes,
      @Nullable Table table,
      @Nullable IpAddress peer,
      int skip,
      int limit) {}

  /**
   * What a router uses.
   *
   * @param table which of its tables tells it
   * @param endedAt since when the router is not connected, null while it is
   * @param whole whether nothing of what came was left out, neither routes nor peers
   * @param complete whether the router has said that all of it was sent (End-of-RIB); some routers
   *     never say so
   * @param total how many routes there are
   * @param routes at most 10,000; none where they were not asked for
   */
  record Rib(
      String table,
      @Nullable Instant endedAt,
      boolean whole,
      boolean complete,
      int total,
      List<RouteRow> routes) {}
}
