package io.podspan.console.journal;

import java.time.Instant;
import java.util.function.Function;

/**
 * Moves new entries from the store into memory: into what stands, and to the readers of the stream.
 * {@link #advance} belongs to one thread; the rest to any.
 */
public final class Tail {
  private static final int CHUNK = 500;

  private final Journal journal;
  private final Standing standing;
  private final Recent recent;

  /**
   * @param capacity how many characters of data to hold in memory for readers
   */
  public Tail(Journal journal, long capacity) {
    this.journal = journal;
    this.standing = journal.standing();
    this.recent = new Recent(capacity, standing.sequence());
  }

  /**
   * Takes the next entries over.
   *
   * @return whether there may be more
   */
  public boolean advance() {
    Excerpt next = journal.page(EventFilter.ALL, Page.after(recent.head(), CHUNK));
    synchronized (standing) {
      next.entries().forEach(standing::apply);
    }
    recent.publish(next.entries());
    return next.more();
  }

  public Recent recent() {
    return recent;
  }

  public Follower follow(EventFilter filter, long after) {
    return new Follower(journal, recent, filter, after);
  }

  /** Makes something of what stands, while it stands still. */
  public <T> T read(Function<Standing, T> view) {
    synchronized (standing) {
      return view.apply(standing);
    }
  }

  public void forgetBefore(Instant time) {
    synchronized (standing) {
      standing.forgetBefore(time);
    }
  }
}
