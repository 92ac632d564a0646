package io.podspan.bgpreflector.assembly;

import io.podspan.addresses.IpAddress;
import io.podspan.bgpreflector.speaker.Speaker;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes down once a second who has a session, if that has changed. It ends before the sessions do:
 * what stays on the disk is what the next start needs.
 */
final class SessionsKeeper implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SessionsKeeper.class.getName());
  private static final long INTERVAL_MILLIS = 1000;

  private final SessionsFile file;
  private final Speaker speaker;
  private final Thread thread;
  private Set<IpAddress> written;
  private boolean complained;

  /**
   * @param written what is in the file
   */
  SessionsKeeper(SessionsFile file, Set<IpAddress> written, Speaker speaker) {
    this.file = file;
    this.written = written;
    this.speaker = speaker;
    this.thread = Thread.ofPlatform().name("sessions-file").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        // The interval of this thread, which close() interrupts. It comes first, because nobody has
        // a session just after a restart.
        Thread.sleep(INTERVAL_MILLIS);
        if (!speaker.isRecovering()) {
          keep();
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void keep() {
    Set<IpAddress> now =
        speaker.announcing().stream()
            .filter(peer -> peer.mark().established() || peer.mark().stale())
            .map(peer -> peer.config().address())
            .collect(Collectors.toSet());
    if (now.equals(written)) {
      return;
    }
    try {
      file.write(now);
      written = now;
      complained = false;
    } catch (UncheckedIOException e) {
      if (!complained) {
        LOG.log(
            System.Logger.Level.WARNING,
            "who has a session cannot be written down: {0}. A restart will count as a first start.",
            e.getMessage());
      }
      complained = true;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(INTERVAL_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
