package io.podspan.console.journal;

import java.time.Instant;
import java.util.function.Function;

/**
 * Takes new entries from the store into memory: into the projection, and to the readers of the
 * stream. {@link #advance} belongs to one thread. Any thread may call the rest.
 */
public final class Tail {
  private static final int CHUNK = 500;

  private final Journal journal;
  private final Projection projection;
  private final Recent recent;

  /**
   * @param capacity the largest number of characters of data in memory for readers
   */
  public Tail(Journal journal, long capacity) {
    this.journal = journal;
    this.projection = journal.projection();
    this.recent = new Recent(capacity, projection.sequence());
  }

  /**
   * Takes the next entries over.
   *
   * @return whether there may be more
   */
  public boolean advance() {
    Excerpt next = journal.page(EventFilter.ALL, Page.after(recent.head(), CHUNK));
    synchronized (projection) {
      next.entries().forEach(projection::apply);
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

  /** Makes a view of the projection, which does not change meanwhile. */
  public <T> T read(Function<Projection, T> view) {
    synchronized (projection) {
      return view.apply(projection);
    }
  }

  public void forgetBefore(Instant time) {
    synchronized (projection) {
      projection.forgetBefore(time);
    }
  }
}
