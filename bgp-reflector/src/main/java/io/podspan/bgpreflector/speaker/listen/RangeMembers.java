package io.podspan.bgpreflector.speaker.listen;

import io.podspan.bgpreflector.speaker.config.PeerRange;

/** A range and how many peers there are of it. Guarded by the directory. */
final class RangeMembers {
  private PeerRange range;
  private int count;

  RangeMembers(PeerRange range) {
    this.range = range;
  }

  PeerRange range() {
    return range;
  }

  void become(PeerRange next) {
    range = next;
  }

  boolean isFull() {
    return count >= range.limit();
  }

  void enter() {
    count++;
  }

  void leave() {
    count--;
  }
}
