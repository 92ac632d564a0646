package io.podspan.routecollector.route;

import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent.Table;
import io.podspan.events.reason.OriginReason;
import io.podspan.events.reason.RouteReason;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An expected route that is not there.
 *
 * @param table where it is missing: RIB when both tables lack it, because the FIB follows from it
 * @param cause the likely cause
 * @param also the next break on its way, null when none was seen
 */
public record Missing(
    RouteEntry route, Table table, RouteReason cause, @Nullable RouteReason also) {
  public Missing {
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(cause, "cause");
  }

  /** Nothing else is broken. */
  public Missing(RouteEntry route, Table table, RouteReason cause) {
    this(route, table, cause, null);
  }

  /**
   * The first of these, and the next.
   *
   * @param breaks on its way, in order
   */
  static Missing of(RouteEntry route, Table table, List<RouteReason> breaks) {
    return new Missing(route, table, breaks.getFirst(), breaks.size() > 1 ? breaks.get(1) : null);
  }

  /** What is told again if it changes. */
  record Told(RouteEntry route, Table table, Object cause, @Nullable Object also) {}

  Told told() {
    return new Told(route, table, kind(cause), also == null ? null : kind(also));
  }

  /**
   * What a router says of itself while it fails, and since when, is another text at each look. The
   * others say where a route leads to: each change counts.
   */
  private static Object kind(RouteReason reason) {
    return switch (reason) {
      case OriginReason.RouterDown _,
          OriginReason.Unread _,
          OriginReason.NoSession _,
          RouteReason.SessionsUnread _,
          RouteReason.RibUnread _,
          RouteReason.KernelUnread _ ->
          reason.code();
      case OriginReason.NothingAnnounced nothing -> List.of(nothing.code(), nothing.endOfRib());
      default -> reason;
    };
  }
}
