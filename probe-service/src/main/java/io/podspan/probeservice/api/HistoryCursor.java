package io.podspan.probeservice.api;

import io.podspan.probeservice.history.HistoryQuestion.Mark;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in the history as a word for callers. */
final class HistoryCursor {
  private static final Pattern FORM = Pattern.compile("(\\d{1,10})-(\\d{1,10})-(\\d{1,11})");

  private HistoryCursor() {}

  static String of(Mark mark) {
    return mark.from() + "-" + mark.to() + "-" + mark.begin().getEpochSecond();
  }

  /** Empty where it is none. */
  static Optional<Mark> mark(String cursor) {
    Matcher parts = FORM.matcher(cursor);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long from = Long.parseLong(parts.group(1));
    long to = Long.parseLong(parts.group(2));
    return from > Integer.MAX_VALUE || to > Integer.MAX_VALUE
        ? Optional.empty()
        : Optional.of(
            new Mark((int) from, (int) to, Instant.ofEpochSecond(Long.parseLong(parts.group(3)))));
  }
}
