package io.podspan.console.journal;

import java.util.List;

/**
 * Entries from the store, in the requested order.
 *
 * @param more whether there may be more: the page was full, or its data large enough
 */
public record Excerpt(List<Entry> entries, boolean more) {
  public Excerpt {
    entries = List.copyOf(entries);
  }
}
