package io.podspan.probeservice.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the history, pair by pair, each in the order of time.
 *
 * @param next where to go on; null where this is all
 */
public record HistoryPage(List<Entry> entries, HistoryQuestion.@Nullable Mark next) {
  public HistoryPage {
    entries = List.copyOf(entries);
  }
}
