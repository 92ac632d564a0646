package io.podspan.console.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of events.
 *
 * @param next where the next page is, null when there is none for now
 */
public record EventsPage(List<EventView> events, @Nullable String next) {}
