package io.podspan.routecollector.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.podspan.events.NodeSession;
import io.podspan.events.RouteEntry;
import io.podspan.events.reason.ReasonText;
import io.podspan.events.reason.RouteReason;
import io.podspan.routecollector.feed.FeedState;
import io.podspan.routecollector.route.Known;
import io.podspan.routecollector.route.Missing;
import io.podspan.routecollector.route.NodeStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node in full.
 *
 * @param sessions of its router
 * @param expected each route that it should have, with what it has for that prefix, and a verdict
 * @param rib all best paths of its router
 * @param fib all routes of its kernel that have a gateway
 */
public record NodeDetail(
    NodeSummary summary,
    List<NodeSession> sessions,
    List<ExpectedRoute> expected,
    List<RouteEntry> rib,
    List<RouteEntry> fib) {

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

    static ExpectedRoute of(RouteEntry route, Known known) {
      return known.missing().stream()
          .filter(m -> m.route().equals(route))
          .findFirst()
          .map(missing -> missing(missing, known))
          .orElseGet(() -> there(route, known));
    }

    private static ExpectedRoute there(RouteEntry route, Known known) {
      if (!known.unknown().contains(route)) {
        return of(route, known, "installed", new ReasonText("", ""), null, null);
      }
      String gap = known.gaps().ofRoutes();
      return of(
          route,
          known,
          "unknown",
          new ReasonText(gap == null ? NOT_CLEAR_YET : gap, ""),
          null,
          null);
    }

    private static ExpectedRoute missing(Missing missing, Known known) {
      return of(
          missing.route(),
          known,
          "missing in " + missing.table(),
          ReasonText.of(missing.cause()),
          missing.cause(),
          missing.also());
    }

    private static ExpectedRoute of(
        RouteEntry route,
        Known known,
        String verdict,
        ReasonText text,
        @Nullable RouteReason cause,
        @Nullable RouteReason also) {
      return new ExpectedRoute(
          route.prefix(),
          route.nextHop(),
          nextHops(known.rib(), route),
          nextHops(known.fib(), route),
          verdict,
          text.seen(),
          text.toDo(),
          cause,
          also);
    }

    private static List<String> nextHops(List<RouteEntry> table, RouteEntry route) {
      return table.stream()
          .filter(r -> r.prefix().equals(route.prefix()))
          .map(RouteEntry::nextHop)
          .toList();
    }
  }

  static NodeDetail of(NodeStatus status, Optional<FeedState> feed) {
    NodeSummary summary = NodeSummary.of(status, feed);
    Known known = status.known();
    if (known == null) {
      return new NodeDetail(summary, List.of(), List.of(), List.of(), List.of());
    }
    return new NodeDetail(
        summary,
        known.sessions(),
        known.expected().stream().map(route -> ExpectedRoute.of(route, known)).toList(),
        known.rib(),
        known.fib());
  }
}
