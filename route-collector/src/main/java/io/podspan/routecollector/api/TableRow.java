package io.podspan.routecollector.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.podspan.events.RouteEntry;
import org.jspecify.annotations.Nullable;

/**
 * A route of a table of a node.
 *
 * @param source how it is known: {@code exec}, read at intervals; {@code stream}, read when a
 *     stream says that something changed; {@code bmp}, told by the router itself
 * @param ageSeconds how long ago it was known to be so, absent when that is not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TableRow(String prefix, String nextHop, String source, @Nullable Long ageSeconds) {
  static TableRow of(RouteEntry route, Provenance from) {
    return new TableRow(route.prefix(), route.nextHop(), from.source(), from.ageSeconds());
  }
}
