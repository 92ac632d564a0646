package io.podspan.embedded.process;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The signals that are sent here, signal(7). */
public enum Signal {
  INT,
  TERM,
  QUIT,
  KILL,
  STOP,
  CONT;

  /** Sends it; a process that is gone already is no error. */
  public void send(long pid) {
    try {
      // The JDK can only send TERM and KILL. A shell has its own kill, even without procps.
      new ProcessBuilder("sh", "-c", "kill -" + name() + " " + pid)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(5, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new StartFailedException("cannot run sh to send SIG" + name() + " to " + pid, e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
