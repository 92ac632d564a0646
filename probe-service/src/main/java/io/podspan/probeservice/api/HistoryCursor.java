package io.podspan.probeservice.api;

import io.podspan.probeservice.history.HistoryQuestion.Mark;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in the history as a word for callers. */
final class HistoryCursor {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})-(\\d{1,9})-(\\d{1,11})");

  private HistoryCursor() {}

  static String of(Mark mark) {
    return mark.from() + "-" + mark.to() + "-" + mark.begin().getEpochSecond();
  }

  /** Empty where it is none. */
  static Optional<Mark> mark(String cursor) {
    Matcher parts = FORM.matcher(cursor);
    return parts.matches()
        ? Optional.of(
            new Mark(
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Instant.ofEpochSecond(Long.parseLong(parts.group(3)))))
        : Optional.empty();
  }
}
