package io.podspan.routecollector.route;

import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent.Table;
import io.podspan.events.reason.RouteReason;
import java.util.Objects;

/**
 * An expected route that is not there.
 *
 * @param table where it is missing: RIB when both tables lack it, because the FIB follows from it
 * @param cause the likely cause
 */
public record Missing(RouteEntry route, Table table, RouteReason cause) {
  public Missing {
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(cause, "cause");
  }
}
