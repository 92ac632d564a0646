package io.podspan.routecollector.route;

import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent.Table;

/**
 * An expected route that is not there.
 *
 * @param table where; the RIB when both lack it, since the FIB follows from it
 * @param why for people
 */
public record Missing(RouteEntry route, Table table, String why) {}
