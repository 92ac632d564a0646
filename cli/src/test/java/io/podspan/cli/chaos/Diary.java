package io.podspan.cli.chaos;

import io.podspan.cli.machine.Machine;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;

/** What happens, line by line, with the time since the begin. Safe for all threads. */
final class Diary implements Machine.Progress {
  private final PrintStream out;
  private final long began = System.nanoTime();

  Diary(PrintStream out) {
    this.out = out;
  }

  void note(String who, String what) {
    double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
    out.println(String.format(Locale.ROOT, "%7.1f s  %-8s %s", seconds, who, what));
  }

  @Override
  public void say(String line) {
    note("machine", line);
  }

  @Override
  public void warn(String line) {
    // The end of a log follows in further lines; the log itself is kept.
    note("machine", line.lines().findFirst().orElse(""));
  }

  @Override
  public void started(String name, Instant from, String where) {
    note("machine", name + " started");
  }

  @Override
  public void stopped(Instant from, Collection<String> killed) {
    note("machine", "stopped" + (killed.isEmpty() ? "" : "; had to be killed: " + killed));
  }
}
