package io.podspan.routecollector.feed;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One stream of one node, from its beginning to its end: line in, step out. The router's lines and
 * the kernel's come apart. A line with a dot is the script's own, one a second, and so is one that
 * begins with two equals signs.
 *
 * <p>It follows the node when all that may have been missed has been read since. May be used by
 * many threads.
 */
public final class NodeFeed {
  /** Until then the programs that were started last may not have begun to listen. */
  private static final int BEATS_TO_BEGIN = 2;

  /** A read that failed is asked for again after as many, and after twice as many each time. */
  private static final int BEATS_TO_ASK_AGAIN = 5;

  private static final int MOST_BEATS_TO_ASK_AGAIN = 60;

  private static final String BEAT = ".";
  private static final String WORD = "== ";

  private final LineReader router;
  private final LineReader kernel;
  private long beats;
  private long askedAt;
  private int patience = BEATS_TO_ASK_AGAIN;

  /** How often something may have been missed; and up to which of these all has been read. */
  private long gaps;

  private long closed;
  private @Nullable String lastWord;

  public NodeFeed(LineReader router, LineReader kernel) {
    this.router = router;
    this.kernel = kernel;
  }

  /** A line of the router's programs. */
  public synchronized Step router(String line) {
    if (line.startsWith(WORD)) {
      lastWord = line.substring(WORD.length());
      return Step.BEAT;
    }
    return counted(router.read(line));
  }

  /** A line of the kernel's program, or a beat. */
  public synchronized Step kernel(String line) {
    return line.equals(BEAT) ? beat() : counted(kernel.read(line));
  }

  private Step beat() {
    beats++;
    if (beats == BEATS_TO_BEGIN) {
      return counted(new Step.Gap("the feed has begun"));
    }
    if (beats > BEATS_TO_BEGIN && gaps > closed && beats - askedAt >= patience) {
      askedAt = beats;
      patience = Math.min(MOST_BEATS_TO_ASK_AGAIN, patience * 2);
      return new Step.Gap("what was missed could not be read yet");
    }
    return Step.BEAT;
  }

  private Step counted(Step step) {
    if (step instanceof Step.Gap) {
      gaps++;
      askedAt = beats;
    }
    return step;
  }

  /** A read of the node begins: give this to {@link #read} when it has ended. */
  public synchronized long reading() {
    return gaps;
  }

  /**
   * A read of the node has ended.
   *
   * @param since what {@link #reading} said when it began
   * @param whole whether nothing of the node was left unread
   */
  public synchronized void read(long since, boolean whole) {
    if (whole) {
      closed = Math.max(closed, since);
      patience = BEATS_TO_ASK_AGAIN;
    } else {
      gaps++;
    }
  }

  /** Whether the programs have had the time to begin: before that they may end at once. */
  public synchronized boolean begun() {
    return beats >= BEATS_TO_BEGIN;
  }

  /** Whether each change of the node is heard of, and the rest is known. */
  public synchronized boolean follows() {
    return begun() && gaps == closed;
  }

  /** Why the script ended by itself, if it said so. */
  public synchronized Optional<String> lastWord() {
    return Optional.ofNullable(lastWord);
  }
}
