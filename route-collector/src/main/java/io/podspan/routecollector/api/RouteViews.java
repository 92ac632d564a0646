package io.podspan.routecollector.api;

import java.util.List;

/**
 * Routes, sorted by prefix.
 *
 * @param cut whether there are more, or more nodes of one of them, than an answer has
 */
public record RouteViews(List<RouteView> routes, boolean cut) {}
