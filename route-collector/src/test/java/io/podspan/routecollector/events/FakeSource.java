package io.podspan.routecollector.events;

import io.podspan.routecollector.feed.FeedEnd;
import io.podspan.routecollector.feed.FeedSource;
import io.podspan.routecollector.feed.NodeFeed;
import io.podspan.routecollector.feed.Step;
import io.podspan.routecollector.feed.Subject;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** Streams that say what a test says. A line with a word is a change. */
final class FakeSource implements FeedSource {
  /**
   * Of the last stream. A line that begins with an exclamation mark ends it, a question mark is a
   * fault.
   */
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  final List<Subject> opened = new CopyOnWriteArrayList<>();
  final List<Subject> interrupted = new CopyOnWriteArrayList<>();

  void say(String... lines) {
    said.addAll(List.of(lines));
  }

  /** Waits until the line was taken. */
  void sayAndWait(String line) throws InterruptedException {
    say(line);
    while (!heard.take().equals(line)) {
      // An earlier one.
    }
  }

  @Override
  public FeedEnd follow(Subject subject, Listener listener) {
    opened.add(subject);
    NodeFeed feed =
        new NodeFeed(line -> new Step.Change(line), _ -> new Step.Gap("not understood"));
    listener.begun(feed);
    try {
      while (true) {
        String line = said.take();
        if (line.equals("?")) {
          throw new NoClassDefFoundError("a fault of the program");
        }
        if (line.startsWith("!")) {
          return new FeedEnd(FeedEnd.Why.valueOf(line.substring(1)), "so it is");
        }
        listener.step(line.equals(".") ? feed.kernel(line) : feed.router(line));
        heard.add(line);
      }
    } catch (InterruptedException e) {
      interrupted.add(subject);
      Thread.currentThread().interrupt();
      return new FeedEnd(FeedEnd.Why.SILENT, "interrupted");
    }
  }
}
