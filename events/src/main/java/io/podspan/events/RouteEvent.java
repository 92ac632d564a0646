package io.podspan.events;

import io.podspan.events.check.Require;
import io.podspan.events.reason.ReasonText;
import io.podspan.events.reason.RouteReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a node's router and kernel really hold. The key is cluster/node. */
public sealed interface RouteEvent extends Event {

  String cluster();

  String node();

  @Override
  default String subject() {
    return cluster() + "/" + node();
  }

  /** What the sessions of a node may take in an event, in bytes: 5,000 of them. */
  int MOST_SESSIONS = 800 << 10;

  /** What one table of a node may take in an event, in bytes: 5,000 routes of IPv4. */
  int MOST_ROUTES = 430 << 10;

  private static @Nullable String withCut(@Nullable String unread, String what, int told, int all) {
    if (told == all) {
      return unread == null ? null : Require.sentence(unread, "unread");
    }
    String cut = "The event has room for " + told + " of " + all + " " + what + ".";
    return Require.sentence(unread == null ? cut : cut + " " + unread, "unread");
  }

  /** Where a route should be. */
  enum Table {
    /** The router's own table. */
    RIB,
    /** The kernel's forwarding table. */
    FIB
  }

  /**
   * The sessions of a node's router are now these.
   *
   * @param unread why they could not be read, or not wholly; null when all could. What could not be
   *     read at all is as it was last read
   */
  record NodeSessionsChanged(
      String cluster, String node, List<NodeSession> sessions, @Nullable String unread)
      implements RouteEvent {
    public NodeSessionsChanged {
      Require.text(cluster, "cluster");
      Require.text(node, "node");
      List<NodeSession> first = NodeSession.first(MOST_SESSIONS, sessions, "sessions");
      unread = withCut(unread, "sessions", first.size(), sessions.size());
      sessions = first;
    }

    /** All of them could be read. */
    public NodeSessionsChanged(String cluster, String node, List<NodeSession> sessions) {
      this(cluster, node, sessions, null);
    }
  }

  /**
   * The routes of a node are now these. It is told when they change, and once after each start of
   * the router, also when they are the same as before.
   *
   * @param rib what its router holds
   * @param fib what its kernel uses: of several routes of a prefix the one that packets take
   * @param expected how many routes it should have to the pods of other clusters
   * @param missing how many of those its kernel lacks
   * @param unknown how many of those could not be judged, because a table could not be read; null
   *     when the writer did not say ({@link #notJudged})
   * @param unread which table could not be read, or not wholly, and why; null when both could. What
   *     could not be read at all is as it was last read
   * @param router the running router that was asked: another value after each of its starts, null
   *     when the writer did not say
   */
  record NodeRoutesChanged(
      String cluster,
      String node,
      List<RouteEntry> rib,
      List<RouteEntry> fib,
      int expected,
      int missing,
      @Nullable Integer unknown,
      @Nullable String unread,
      @Nullable String router)
      implements RouteEvent {
    public NodeRoutesChanged {
      Require.text(cluster, "cluster");
      Require.text(node, "node");
      List<RouteEntry> firstOfRib = RouteEntry.first(MOST_ROUTES, rib, "rib");
      List<RouteEntry> firstOfFib = RouteEntry.first(MOST_ROUTES, fib, "fib");
      unread = withCut(unread, "routes of the router", firstOfRib.size(), rib.size());
      unread = withCut(unread, "routes of the kernel", firstOfFib.size(), fib.size());
      rib = firstOfRib;
      fib = firstOfFib;
      Require.optionalText(router, "router");
    }

    /** Both tables could be read. */
    public NodeRoutesChanged(
        String cluster,
        String node,
        List<RouteEntry> rib,
        List<RouteEntry> fib,
        int expected,
        int missing) {
      this(cluster, node, rib, fib, expected, missing, null, null, null);
    }

    /** How many expected routes could not be judged, 0 when the writer did not say. */
    public int notJudged() {
      return unknown == null ? 0 : unknown;
    }
  }

  /**
   * A route that a node should have and has not.
   *
   * @param table where it is missing; when the router lacks it too, RIB
   * @param why the likely cause, for people
   * @param cause the likely cause as a value, null when the writer gave none
   * @param also the next break on the way of the route, which is left when the first one is mended;
   *     null when none was seen, or when the writer did not say
   */
  record RouteMissing(
      String cluster,
      String node,
      RouteEntry route,
      Table table,
      String why,
      @Nullable RouteReason cause,
      @Nullable RouteReason also)
      implements RouteEvent {
    public RouteMissing {
      Require.text(cluster, "cluster");
      Require.text(node, "node");
      Require.present(route, "route");
      Require.present(table, "table");
      why = Require.sentence(why, "why");
    }

    /** Without a cause as a value. */
    public RouteMissing(String cluster, String node, RouteEntry route, Table table, String why) {
      this(cluster, node, route, table, why, null, null);
    }

    /** With the text of this cause. */
    public static RouteMissing because(
        RouteReason cause, String cluster, String node, RouteEntry route, Table table) {
      return new RouteMissing(cluster, node, route, table, ReasonText.seen(cause), cause, null);
    }

    /** The same, with the next break on the way. */
    public RouteMissing also(@Nullable RouteReason next) {
      return new RouteMissing(cluster, node, route, table, why, cause, next);
    }
  }

  /**
   * The collector looked at a node. It tells so after each look while a rollout is at the node, and
   * always when a node becomes unreadable or readable. What the look changed is told before it.
   *
   * @param readable whether the node's router and kernel could be read
   * @param why why not, for people; empty when readable
   */
  record NodeRead(String cluster, String node, boolean readable, String why) implements RouteEvent {
    public NodeRead {
      Require.text(cluster, "cluster");
      Require.text(node, "node");
      why = Require.cut(why);
    }
  }

  /** A route that was missing is there, in RIB and FIB. */
  record RouteRestored(String cluster, String node, RouteEntry route) implements RouteEvent {
    public RouteRestored {
      Require.text(cluster, "cluster");
      Require.text(node, "node");
      Require.present(route, "route");
    }
  }
}
