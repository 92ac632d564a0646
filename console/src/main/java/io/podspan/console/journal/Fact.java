package io.podspan.console.journal;

import io.podspan.events.Event;
import java.time.Instant;

/**
 * An event that no later event has replaced.
 *
 * @param sequence its place in the journal
 * @param time when it happened
 * @param event the event, shortened where the overview needs less
 */
public record Fact(long sequence, Instant time, Event event) {}
