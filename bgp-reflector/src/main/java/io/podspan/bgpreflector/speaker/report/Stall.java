package io.podspan.bgpreflector.speaker.report;

import java.time.Duration;

/**
 * What was seen of an established session whose peer answers nothing. The session goes on: its
 * timers decide whether it ends.
 *
 * @param silent for how long the peer has answered nothing
 * @param unheard for how long nothing has come from the peer
 * @param unanswered how many packets in a row it has not answered
 */
public record Stall(Duration silent, Duration unheard, int unanswered) {
  private static final Duration A_MOMENT = Duration.ofSeconds(3);

  /** Whether packets of the peer still arrive, while it answers nothing that is sent to it. */
  public boolean isHeard() {
    return unheard.compareTo(A_MOMENT) < 0;
  }

  /** For people, without a subject. */
  public String text() {
    return "has answered nothing for %d s, %s"
        .formatted(
            silent.toSeconds(),
            isHeard()
                ? "though packets of it arrive: what is sent to it does not"
                : "and nothing has come from it for %d s".formatted(unheard.toSeconds()));
  }
}
