package io.podspan.console.journal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest entries in memory, for many readers. One thread publishes, any thread reads. The
 * memory is bounded by the characters of the data. Older entries are in the store.
 */
public final class Recent {
  private final long capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long held;
  private long base;
  private long head;
  private boolean closed;

  /**
   * @param capacity the largest number of characters of data
   * @param head the sequence to begin after
   */
  public Recent(long capacity, long head) {
    this.capacity = capacity;
    this.base = head;
    this.head = head;
  }

  /** Adds entries that continue the journal. */
  public void publish(List<Entry> next) {
    lock.lock();
    try {
      for (Entry entry : next) {
        entries.addLast(entry);
        held += entry.data().length();
        head = entry.sequence();
      }
      while (held > capacity) {
        Entry dropped = entries.removeFirst();
        held -= dropped.data().length();
        base = dropped.sequence();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The entries after a sequence, oldest first.
   *
   * @param characters so many characters of data end the list early
   * @return empty when some of them are not in memory any more
   */
  public Optional<List<Entry>> after(long sequence, int limit, int characters) {
    lock.lock();
    try {
      if (sequence < base) {
        return Optional.empty();
      }
      List<Entry> newer = new ArrayList<>();
      Iterator<Entry> newestFirst = entries.descendingIterator();
      while (newestFirst.hasNext()) {
        Entry entry = newestFirst.next();
        if (entry.sequence() <= sequence) {
          break;
        }
        newer.add(entry);
      }
      Collections.reverse(newer);
      return Optional.of(first(newer, limit, characters));
    } finally {
      lock.unlock();
    }
  }

  private static List<Entry> first(List<Entry> entries, int limit, int characters) {
    List<Entry> first = new ArrayList<>();
    long held = 0;
    for (Entry entry : entries) {
      if (first.size() == limit || held >= characters) {
        break;
      }
      first.add(entry);
      held += entry.data().length();
    }
    return List.copyOf(first);
  }

  /** Returns when there are entries after this sequence, or the time is over, or it is closed. */
  public void await(long sequence, Duration atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = atMost.toNanos();
      while (head <= sequence && !closed && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** All entries after this sequence are in memory. */
  public long base() {
    lock.lock();
    try {
      return base;
    } finally {
      lock.unlock();
    }
  }

  /** The newest sequence that was published. */
  public long head() {
    lock.lock();
    try {
      return head;
    } finally {
      lock.unlock();
    }
  }

  /** Sends all readers home. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  public boolean closed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }
}
