package io.podspan.bgpreflector.alone;

import io.podspan.bgpreflector.alone.reader.Printable;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lines on their way to standard output. Any thread may add a line and none waits. A terminal that
 * takes nothing costs lines, which are counted and reported. It never delays a keepalive.
 */
final class LogLines implements AutoCloseable {
  private static final int CAPACITY = 4096;
  private static final long LAST_WORDS_MILLIS = 500;

  private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(CAPACITY);
  private final AtomicLong lost = new AtomicLong();
  private final PrintStream out;
  private final InstantSource clock;
  private final Thread writer;
  private volatile boolean closing;

  LogLines(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
    this.writer = Thread.ofPlatform().name("log").daemon().unstarted(this::write);
  }

  static LogLines to(PrintStream out) {
    LogLines lines = new LogLines(out, InstantSource.system());
    lines.writer.start();
    return lines;
  }

  /** Names and messages of peers may hold anything; a line stays one line. */
  void say(String line) {
    if (!waiting.offer(stamp() + " " + Printable.line(line))) {
      lost.incrementAndGet();
    }
  }

  private String stamp() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String text = now.toString();
    // Whole seconds come without their fraction.
    return text.length() == 20 ? text.substring(0, 19) + ".000Z" : text;
  }

  private void write() {
    try {
      while (!closing || !waiting.isEmpty()) {
        String line = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (line != null) {
          out.println(line);
        }
        tellOfLost();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void tellOfLost() {
    long count = waiting.isEmpty() ? lost.getAndSet(0) : 0;
    if (count > 0) {
      out.println(stamp() + " " + count + " lines before this one are lost: output was too slow");
    }
  }

  /** Waits a moment for what is still to be written. */
  @Override
  public void close() {
    closing = true;
    try {
      writer.join(LAST_WORDS_MILLIS);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
