package io.podspan.console.why;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was seen.
 *
 * @param what a clause without a full stop
 * @param from who says so: a service, or the interconnect's intent
 * @param at when it was seen or since when it is so, null when that is not known
 * @param live whether it was looked at for this question; otherwise the journal has it
 */
public record Evidence(String what, String from, @Nullable Instant at, boolean live) {

  /** What the journal has of a service. */
  static Evidence journal(String what, String from, @Nullable Instant at) {
    return new Evidence(what, from, at, false);
  }

  /** What a service has looked at for this question. */
  static Evidence live(String what, String from, @Nullable Instant at) {
    return new Evidence(what, from, at, true);
  }
}
