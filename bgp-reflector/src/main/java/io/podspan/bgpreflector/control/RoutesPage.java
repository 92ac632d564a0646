package io.podspan.bgpreflector.control;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of routes, in the order of their prefixes. */
@Schema(name = "RoutesPage")
public record RoutesPage(
    List<RouteView> items,
    @Schema(description = "How many match, on all pages") int total,
    int offset,
    int limit) {
  public RoutesPage {
    items = List.copyOf(items);
  }
}
