package io.podspan.bgpreflector.speaker.session;

import io.podspan.addresses.IpAddress;
import io.podspan.bgpreflector.speaker.config.RestartConfig;
import java.util.HashSet;
import java.util.Set;

/**
 * The time after our own restart, in which the peers still have our former routes (RFC 4724,
 * section 4.1). Routes are told as they come. End-of-RIB waits until all peers that had a session
 * before have announced everything: with it, a peer drops every former route that it was not told
 * again.
 *
 * <p>This does not wait for a peer that has restarted too, because it waits for us. Any thread.
 */
public final class Recovery {
  private final Set<IpAddress> owing = new HashSet<>();
  private final Runnable onOver;
  private volatile boolean underway;

  /**
   * @param onOver run once, by the thread on which it ends
   */
  public Recovery(RestartConfig config, Runnable onOver) {
    this.onOver = onOver;
    this.underway = config.isRestart();
    if (underway) {
      owing.addAll(config.expected());
    }
  }

  /** Whether we say in our OPEN that we have restarted. */
  public boolean isUnderway() {
    return underway;
  }

  /** These addresses may not connect any more. */
  void forget(IpAddress peer) {
    done(peer);
  }

  /** A session is up, and its peer will say when it has announced everything. */
  synchronized void awaits(IpAddress peer) {
    if (underway) {
      owing.add(peer);
    }
  }

  /** The peer has announced everything, or nobody waits for it. */
  void done(IpAddress peer) {
    if (underway && isLast(peer)) {
      end();
    }
  }

  private synchronized boolean isLast(IpAddress peer) {
    return owing.remove(peer) && owing.isEmpty();
  }

  /** Its time is over. */
  public void end() {
    boolean ends;
    synchronized (this) {
      ends = underway;
      underway = false;
      owing.clear();
    }
    if (ends) {
      onOver.run();
    }
  }

  /** For how many peers it waits. */
  public synchronized int owing() {
    return owing.size();
  }
}
