package io.podspan.cli.demo;

import io.podspan.cli.text.Matrix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pings from every pod to every pod of the other clusters, run in the pods' own network namespaces.
 */
public final class PodPings {
  private static final Pattern TIME = Pattern.compile("time=([0-9.]+) ms");

  /** At once; more only make each other wait on a small machine. */
  private static final int PARALLEL = 24;

  private final Ping ping;

  public PodPings(Ping ping) {
    this.ping = ping;
  }

  /** One ping; the round trip in microseconds, null when no answer came within a second. */
  public interface Ping {
    @Nullable Long roundTripMicros(Pod from, Pod to);
  }

  /**
   * One pair of pods.
   *
   * @param micros the round trip, null when there was no answer
   */
  public record Result(Pod from, Pod to, @Nullable Long micros) {
    public boolean answered() {
      return micros != null;
    }
  }

  /** By the system's ping, inside the namespace. */
  public static @Nullable Long inNamespace(Pod from, Pod to) {
    try {
      Process process =
          new ProcessBuilder(
                  "nsenter",
                  "--net=" + from.namespaceFile(),
                  "ping",
                  "-n",
                  "-c",
                  "1",
                  "-W",
                  "1",
                  to.address())
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher time = TIME.matcher(output);
      return process.waitFor() == 0 && time.find()
          ? Math.round(Double.parseDouble(time.group(1)) * 1000)
          : null;
    } catch (IOException _) {
      return null;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** All pairs of pods of different clusters, each direction on its own. */
  public List<Result> betweenClusters(List<Pod> pods) {
    List<Future<Result>> running = new ArrayList<>();
    Semaphore slots = new Semaphore(PARALLEL);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Pod from : pods) {
        for (Pod to : pods) {
          if (!from.cluster().equals(to.cluster())) {
            running.add(threads.submit(() -> one(from, to, slots)));
          }
        }
      }
    }
    return running.stream().map(Future::resultNow).toList();
  }

  private Result one(Pod from, Pod to, Semaphore slots) {
    slots.acquireUninterruptibly();
    try {
      return new Result(from, to, ping.roundTripMicros(from, to));
    } finally {
      slots.release();
    }
  }

  public static long answered(List<Result> results) {
    return results.stream().filter(Result::answered).count();
  }

  /** Counts and mean round trips by pair of clusters. */
  public static Matrix matrix(List<String> clusters, List<Result> results) {
    Matrix matrix = new Matrix(clusters);
    for (String from : clusters) {
      for (String to : clusters) {
        if (!from.equals(to)) {
          matrix.set(from, to, cell(from, to, results));
        }
      }
    }
    return matrix;
  }

  private static Matrix.Cell cell(String from, String to, List<Result> results) {
    List<Result> pair =
        results.stream()
            .filter(r -> r.from().cluster().equals(from) && r.to().cluster().equals(to))
            .toList();
    List<Long> times = new ArrayList<>();
    for (Result result : pair) {
      Long micros = result.micros();
      if (micros != null) {
        times.add(micros);
      }
    }
    Long average =
        times.isEmpty() ? null : times.stream().mapToLong(Long::longValue).sum() / times.size();
    return new Matrix.Cell(times.size(), pair.size(), average);
  }
}
