package io.podspan.console.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of events.
 *
 * @param next the path of the next page, null when there is none yet
 */
public record EventsPage(List<EventView> events, @Nullable String next) {}
