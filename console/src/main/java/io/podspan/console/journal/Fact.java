package io.podspan.console.journal;

import io.podspan.events.Event;
import java.time.Instant;

/**
 * An event that stands: nothing since has replaced it.
 *
 * @param sequence its place in the journal
 * @param time when it happened
 * @param event the event, shortened where the overview needs less
 */
public record Fact(long sequence, Instant time, Event event) {}
