package io.podspan.bgp.testpeer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What a peer received: counts of everything, and the last messages themselves. */
public final class Received {
  private static final int KEPT = 32;
  private static final int TYPES = 256;

  private final Deque<RawMessage> last = new ArrayDeque<>();
  private final long[] countByType = new long[TYPES];
  private long octets;

  synchronized void add(RawMessage message) {
    if (last.size() == KEPT) {
      last.removeFirst();
    }
    last.addLast(message);
    countByType[message.type()]++;
    octets += RawMessage.HEADER + message.body().length;
  }

  /** The last messages, the oldest first; at most 32. */
  public synchronized List<RawMessage> last() {
    return new ArrayList<>(last);
  }

  /** How many messages of this type were received. */
  public synchronized long count(int type) {
    return countByType[type];
  }

  /** Octets of all messages with their headers. */
  public synchronized long octets() {
    return octets;
  }
}
