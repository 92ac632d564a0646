package io.podspan.routecollector.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.podspan.events.RouteEntry;
import io.podspan.events.reason.ReasonText;
import io.podspan.events.reason.RouteReason;
import io.podspan.routecollector.bmp.BmpView;
import io.podspan.routecollector.feed.FeedState;
import io.podspan.routecollector.route.Known;
import io.podspan.routecollector.route.Missing;
import io.podspan.routecollector.route.NodeStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node in full.
 *
 * @param sessions of its router. What cannot be read on the node is what its router tells by BMP,
 *     if it does; each row says its source
 * @param expected each route that it should have, with what it has for that prefix, and a verdict
 * @param rib all best paths of its router
 * @param fib all routes of its kernel that have a gateway
 * @param bmp what its router tells by BMP, absent when it tells nothing or the station had no time
 *     to say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodeDetail(
    NodeSummary summary,
    List<SessionRow> sessions,
    List<ExpectedRoute> expected,
    List<TableRow> rib,
    List<TableRow> fib,
    @Nullable Bmp bmp) {

  /**
   * That its router tells by BMP.
   *
   * @param table which of the router's tables is taken for its RIB, as {@code loc-rib}
   * @param connected whether the router is connected now
   * @param whole whether nothing of what came was left out, neither routes nor peers
   * @param complete whether the router has said that all of it was sent (End-of-RIB): some may
   *     still be coming otherwise, and some routers never say so
   * @param routes how many it has; at most 10,000 are shown
   * @param used whether the RIB shown here is this one, because the node's could not be read
   */
  public record Bmp(
      String table, boolean connected, boolean whole, boolean complete, int routes, boolean used) {
    static @Nullable Bmp of(ByBmp told, boolean used) {
      BmpView.Rib rib = told.rib();
      return rib == null
          ? null
          : new Bmp(
              rib.table(), rib.endedAt() == null, rib.whole(), rib.complete(), rib.total(), used);
    }
  }

  /**
   * An expected route.
   *
   * @param rib the next hops that the router has for the prefix
   * @param fib the gateways that the kernel has for it
   * @param verdict {@code installed}, {@code missing in RIB}, {@code missing in FIB}, or {@code
   *     unknown} when that could not be read
   * @param why the likely cause in words when it is missing, otherwise empty
   * @param nextStep what to do about it when it is missing, otherwise empty
   * @param cause the likely cause as a value when it is missing, otherwise absent
   * @param also the next break on its way, absent when none was seen
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ExpectedRoute(
      String prefix,
      String nextHop,
      List<String> rib,
      List<String> fib,
      String verdict,
      String why,
      String nextStep,
      @Nullable RouteReason cause,
      @Nullable RouteReason also) {

    private static final String NOT_CLEAR_YET =
        "the router lacks it, and where it broke is not clear before the next look";

    static ExpectedRoute of(RouteEntry route, Had had) {
      Missing missing = had.missing(route);
      return missing == null ? there(route, had) : missing(missing, had);
    }

    private static ExpectedRoute there(RouteEntry route, Had had) {
      if (!had.isUnknown(route)) {
        return of(route, had, "installed", new ReasonText("", ""), null, null);
      }
      String gap = had.gap();
      return of(
          route, had, "unknown", new ReasonText(gap == null ? NOT_CLEAR_YET : gap, ""), null, null);
    }

    private static ExpectedRoute missing(Missing missing, Had had) {
      return of(
          missing.route(),
          had,
          "missing in " + missing.table(),
          ReasonText.of(missing.cause()),
          missing.cause(),
          missing.also());
    }

    private static ExpectedRoute of(
        RouteEntry route,
        Had had,
        String verdict,
        ReasonText text,
        @Nullable RouteReason cause,
        @Nullable RouteReason also) {
      return new ExpectedRoute(
          route.prefix(),
          route.nextHop(),
          had.inRib(route.prefix()),
          had.inFib(route.prefix()),
          verdict,
          text.seen(),
          text.toDo(),
          cause,
          also);
    }
  }

  static NodeDetail of(NodeStatus status, Optional<FeedState> feed, ByBmp told, Instant now) {
    NodeSummary summary = NodeSummary.of(status, feed, told.rib() != null);
    Provenance read = Provenance.of(summary, now);
    Known known = status.known();
    boolean byBmp = told.rib() != null && !ribIsRead(status);
    if (known == null) {
      return new NodeDetail(
          summary, told.sessions(now), List.of(), told.routes(now), List.of(), Bmp.of(told, byBmp));
    }
    List<TableRow> rib = byBmp ? told.routes(now) : rows(known.rib(), read);
    Had had = Had.of(known, rib);
    return new NodeDetail(
        summary,
        byBmp && !sessionsAreRead(status, known)
            ? told.sessions(now)
            : known.sessions().stream().map(session -> SessionRow.of(session, read)).toList(),
        known.expected().stream().map(route -> ExpectedRoute.of(route, had)).toList(),
        rib,
        rows(known.fib(), read),
        Bmp.of(told, byBmp));
  }

  /** How its RIB is known. */
  Provenance ribFrom(Instant now) {
    return bmp != null && bmp.used()
        ? new Provenance(
            Provenance.BMP, rib.isEmpty() ? Long.valueOf(0) : rib.getFirst().ageSeconds())
        : Provenance.of(summary, now);
  }

  /** Whether its RIB is what was read on the node, whatever its router tells. */
  static boolean ribIsRead(NodeStatus status) {
    Known known = status.known();
    return status.readable() && known != null && known.gaps().rib() == null;
  }

  private static boolean sessionsAreRead(NodeStatus status, Known known) {
    return status.readable() && known.gaps().sessions() == null;
  }

  private static List<TableRow> rows(List<RouteEntry> routes, Provenance from) {
    return routes.stream().map(route -> TableRow.of(route, from)).toList();
  }
}
