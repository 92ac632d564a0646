package io.podspan.cli.text;

import io.podspan.cli.machine.Machine;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;

/**
 * Lines for people on standard output, each with the time since the command began. Safe for all
 * threads.
 */
public final class Terminal implements Machine.Progress {
  private static final String INDENT = "          ";

  private final PrintStream out;
  private final Clock clock;
  private final Instant begin;

  public Terminal(PrintStream out, Clock clock, Instant begin) {
    this.out = out;
    this.clock = clock;
    this.begin = begin;
  }

  /** Since the command began. */
  public Duration elapsed() {
    return Duration.between(begin, clock.instant());
  }

  @Override
  public void say(String line) {
    print(String.format(Locale.ROOT, "%7.1f s ", elapsed().toMillis() / 1000.0), line);
  }

  @Override
  public void warn(String line) {
    print(String.format(Locale.ROOT, "%7.1f s ", elapsed().toMillis() / 1000.0), "! " + line);
  }

  @Override
  public void started(String name, Instant from, String where) {
    say(String.format(Locale.ROOT, "%-16s ready in %4.1f s  %s", name, since(from), where));
  }

  @Override
  public void stopped(Instant from, Collection<String> killed) {
    String forced = killed.isEmpty() ? "" : "; had to be killed: " + String.join(", ", killed);
    say(String.format(Locale.ROOT, "everything stopped in %.1f s%s", since(from), forced));
  }

  /** A line without a time, for headings and tables. */
  public void plain(String text) {
    synchronized (out) {
      out.println(text);
      out.flush();
    }
  }

  private void print(String lead, String line) {
    plain(lead + line.stripTrailing().replace("\n", "\n" + INDENT));
  }

  private double since(Instant from) {
    return Duration.between(from, clock.instant()).toMillis() / 1000.0;
  }
}
