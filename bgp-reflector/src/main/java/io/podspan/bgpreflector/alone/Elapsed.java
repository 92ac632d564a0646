package io.podspan.bgpreflector.alone;

import java.time.Duration;

/** A length of time for people: its two largest units. */
final class Elapsed {
  private Elapsed() {}

  static String text(Duration time) {
    if (time.toDays() > 0) {
      return time.toDays() + " d " + time.toHoursPart() + " h";
    }
    if (time.toHours() > 0) {
      return time.toHours() + " h " + time.toMinutesPart() + " min";
    }
    if (time.toMinutes() > 0) {
      return time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }
    return time.toSeconds() + " s";
  }
}
