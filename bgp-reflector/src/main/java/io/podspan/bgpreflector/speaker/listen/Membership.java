package io.podspan.bgpreflector.speaker.listen;

import io.netty.channel.Channel;
import io.podspan.addresses.IpAddress;
import io.podspan.bgpreflector.speaker.session.RangeMembership;
import io.podspan.bgpreflector.speaker.timers.TimerWheel;
import org.jspecify.annotations.Nullable;

/**
 * The membership of one peer in a range. It ends a while after the peer's connection. Owned by the
 * peer's I/O loop, except {@link #end} and {@link #isOver}.
 */
final class Membership implements RangeMembership {
  private final PeerDirectory directory;
  private final RangeMembers range;
  private final IpAddress address;
  private final int lingering;
  private TimerWheel.@Nullable Timer timer;
  private volatile boolean over;

  /**
   * @param lingering seconds that a quiet peer is remembered
   */
  Membership(PeerDirectory directory, RangeMembers range, IpAddress address, int lingering) {
    this.directory = directory;
    this.range = range;
    this.address = address;
    this.lingering = lingering;
  }

  RangeMembers range() {
    return range;
  }

  @Override
  public boolean isOver() {
    return over;
  }

  void end() {
    over = true;
  }

  @Override
  public void readmit(Channel channel) {
    directory.receive(channel, address);
  }

  @Override
  public void onSettled(boolean quiet, TimerWheel timers) {
    TimerWheel.Timer present = timer;
    if (!quiet) {
      if (present != null) {
        present.stop();
      }
    } else if (!over) {
      if (present == null) {
        present = timers.timer(() -> directory.forget(address, this));
        timer = present;
      }
      if (!present.isRunning()) {
        present.startSeconds(lingering);
      }
    }
  }
}
