package io.podspan.bgpreflector.speaker.pulse;

import io.podspan.bgpreflector.speaker.report.Stall;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Whether one peer answers: a decision over what the kernel counts, look by look. The kernel of a
 * peer that has nothing to say still answers keepalives of TCP, so that quiet is no stall.
 */
final class Pulse {
  private static final Finding ANSWERS = new Finding.Answers();

  /** Two keepalives or two repetitions: more than a lost packet. */
  private static final int UNANSWERED = 2;

  /** The second keepalive is sent after five seconds, and its answer needs a moment. */
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(6);

  /** The kernel's milliseconds are those of its ticks. */
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private TcpSigns before = TcpSigns.NONE;
  private long lookedAt;
  private long answeredAt;
  private long heardAt;

  /**
   * Data that came again since the last answer or new data: what we acknowledge does not reach the
   * peer.
   */
  private int repeated;

  private boolean stalled;

  Pulse(long now) {
    this.lookedAt = now;
    this.answeredAt = now;
    this.heardAt = now;
  }

  Finding look(TcpSigns signs, long now) {
    long lastAnswer = answeredAt;
    boolean answered = note(signs, now);
    before = signs;
    lookedAt = now;
    if (stalled && answered) {
      stalled = false;
      return new Finding.Resumed(Duration.ofNanos(answeredAt - lastAnswer));
    }
    Stall seen = seen(signs, now);
    if (stalled) {
      return new Finding.StillStalled(seen);
    }
    stalled = now - answeredAt >= SILENT_NANOS && seen.unanswered() >= UNANSWERED;
    return stalled ? new Finding.Stalled(seen) : ANSWERS;
  }

  /** Whether the peer has answered since the last look. */
  private boolean note(TcpSigns signs, long now) {
    if (signs.segments() != before.segments()) {
      heardAt = now;
    }
    int data = signs.dataSegments() - before.dataSegments();
    boolean answered = isAnswered(signs, data, now);
    if (answered) {
      long ago = TimeUnit.MILLISECONDS.toNanos(signs.sinceAck());
      answeredAt = Math.max(answeredAt, now - ago);
      repeated = 0;
    } else if (signs.bytesReceived() == before.bytesReceived()) {
      repeated += data;
    } else {
      repeated = 0;
    }
    return answered;
  }

  /**
   * An acknowledgement that comes with data may be an old one: the peer sends it again with what it
   * repeats, although it gets nothing from us.
   */
  private boolean isAnswered(TcpSigns signs, int data, long now) {
    long sinceAck = TimeUnit.MILLISECONDS.toNanos(signs.sinceAck());
    boolean acknowledged = sinceAck + TICK_NANOS < now - lookedAt;
    return signs.bytesAcked() != before.bytesAcked() || (acknowledged && data == 0);
  }

  private Stall seen(TcpSigns signs, long now) {
    int repetitions = signs.unacked() == 0 ? 0 : signs.retransmits();
    int unanswered = Math.max(repeated, Math.max(signs.probes(), repetitions));
    return new Stall(
        Duration.ofNanos(now - answeredAt), Duration.ofNanos(now - heardAt), unanswered);
  }
}
