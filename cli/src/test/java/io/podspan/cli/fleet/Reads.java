package io.podspan.cli.fleet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads over REST at a steady rate. An answer's time counts from when its request was due, so a
 * service that stands still is charged for every request that had to wait.
 */
final class Reads implements AutoCloseable {
  private final String url;
  private final List<String> paths;
  private final long everyNanos;
  private final Map<String, List<Double>> millis = new TreeMap<>();
  private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
  private final Thread thread;
  private volatile boolean running = true;

  private Reads(String url, List<String> paths, int perSecond) {
    this.url = url;
    this.paths = List.copyOf(paths);
    this.everyNanos = Duration.ofSeconds(1).toNanos() / perSecond;
    this.thread = Thread.ofPlatform().name("reads").daemon().unstarted(this::read);
  }

  static Reads start(String url, List<String> paths, int perSecond) {
    Reads reads = new Reads(url, paths, perSecond);
    reads.thread.start();
    return reads;
  }

  private void read() {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    long due = System.nanoTime();
    for (int i = 0; running; i++) {
      LockSupport.parkNanos(due - System.nanoTime());
      ask(http, paths.get(i % paths.size()), due);
      due += everyNanos;
    }
  }

  private void ask(HttpClient http, String path, long due) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofSeconds(10))
            .header("Authorization", Backend.authorization())
            .build();
    try {
      int status = http.send(request, BodyHandlers.ofByteArray()).statusCode();
      double took = (System.nanoTime() - due) / 1e6;
      synchronized (millis) {
        millis.computeIfAbsent(path, _ -> new ArrayList<>()).add(took);
      }
      if (status != 200) {
        failures.add(path + ": " + status);
      }
    } catch (IOException e) {
      failures.add(path + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }

  /** How many answers came. */
  int answers() {
    synchronized (millis) {
      return millis.values().stream().mapToInt(List::size).sum();
    }
  }

  /** Of all answers, sorted by time, the one at this part. */
  double quantile(double part) {
    synchronized (millis) {
      return at(millis.values().stream().flatMap(List::stream).sorted().toList(), part);
    }
  }

  /** For people: the same of each path. */
  List<String> byPath(double part) {
    synchronized (millis) {
      return millis.entrySet().stream()
          .map(
              e ->
                  "%s %.1f ms"
                      .formatted(e.getKey(), at(e.getValue().stream().sorted().toList(), part)))
          .toList();
    }
  }

  private static double at(List<Double> sorted, double part) {
    return sorted.isEmpty() ? Double.NaN : sorted.get((int) (part * (sorted.size() - 1)));
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() throws InterruptedException {
    running = false;
    thread.join();
  }
}
