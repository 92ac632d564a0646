package io.podspan.bgpreflector.speaker.listen;

import io.podspan.bgpreflector.speaker.session.PeerSession;
import io.podspan.bgpreflector.speaker.timers.TimerWheel;
import org.jspecify.annotations.Nullable;

/**
 * That a peer is there only because it connected from a range. Ends a while after its connection.
 * Owned by the peer's I/O loop but for {@link #end}.
 */
public final class Membership {
  private final PeerDirectory directory;
  private final RangeMembers range;
  private final int lingering;
  private TimerWheel.@Nullable Timer timer;
  private volatile boolean over;

  public Membership(PeerDirectory directory, RangeMembers range, int lingering) {
    this.directory = directory;
    this.range = range;
    this.lingering = lingering;
  }

  public PeerDirectory directory() {
    return directory;
  }

  public RangeMembers range() {
    return range;
  }

  public boolean isOver() {
    return over;
  }

  public void end() {
    over = true;
  }

  /**
   * @param quiet whether the peer is neither here nor told to wait
   */
  public void look(PeerSession session, boolean quiet) {
    TimerWheel.Timer present = timer;
    if (!quiet) {
      if (present != null) {
        present.stop();
      }
    } else if (!over) {
      if (present == null) {
        present = session.loop().timers().timer(() -> directory.forget(session, this));
        timer = present;
      }
      if (!present.isRunning()) {
        present.startSeconds(lingering);
      }
    }
  }
}
