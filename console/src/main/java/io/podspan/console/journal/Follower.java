package io.podspan.console.journal;

import java.util.List;

/**
 * Reads the journal from a sequence to the newest entry, and then what is new. Owned by the thread
 * of the reader.
 */
public final class Follower {
  private static final int CHUNK = 200;

  /** What a reader holds while it sends, unless one entry has more. */
  private static final int CHUNK_CHARACTERS = 64 << 10;

  private final Journal journal;
  private final Recent recent;
  private final EventFilter filter;
  private long position;

  /**
   * @param after the last sequence that the reader has seen
   */
  public Follower(Journal journal, Recent recent, EventFilter filter, long after) {
    this.journal = journal;
    this.recent = recent;
    this.filter = filter;
    this.position = after;
  }

  /**
   * The next entries that pass the filter, oldest first, each exactly once. An empty list does not
   * mean the end: see {@link #behind()}.
   */
  public List<Entry> next() {
    return recent
        .after(position, CHUNK, CHUNK_CHARACTERS)
        .map(this::fromMemory)
        .orElseGet(this::fromStore);
  }

  /** Hands out again what came after this position. */
  public void returnTo(long before) {
    position = before;
  }

  /** Whether the journal is known to go on after what was handed out. */
  public boolean behind() {
    return position < recent.head();
  }

  public long position() {
    return position;
  }

  private List<Entry> fromMemory(List<Entry> entries) {
    if (!entries.isEmpty()) {
      position = entries.getLast().sequence();
    }
    return entries.stream().filter(filter::matches).toList();
  }

  private List<Entry> fromStore() {
    // Asked before reading. Everything up to this sequence is in the store, so a page that says
    // that there is no more has left nothing out.
    long stored = recent.base();
    Excerpt page = journal.page(filter, Page.after(position, CHUNK, CHUNK_CHARACTERS));
    long seen = page.entries().isEmpty() ? position : page.entries().getLast().sequence();
    position = page.more() ? seen : Math.max(seen, stored);
    return page.entries();
  }
}
