package io.podspan.cli.machine;

import io.podspan.embedded.process.ProcessTable;
import io.podspan.embedded.process.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Services that outlived a killed launcher. Every service carries the data folder on its command
 * line, so those of this folder are known by it and not by their pids. Postgres and Kafka find
 * their own leftovers.
 */
final class Leftovers {
  private static final Duration GRACE = Duration.ofSeconds(8);

  private final String marker;

  Leftovers(Path data) {
    this.marker = marker(data);
  }

  /** The argument by which a process belongs to a data folder. */
  static String marker(Path data) {
    return "-Dpodspan.data=" + data;
  }

  /**
   * Ends them all.
   *
   * @return how many there were
   */
  int stop() {
    List<Long> found = alive();
    List<Long> left = found;
    for (Signal signal : List.of(Signal.TERM, Signal.KILL)) {
      left.forEach(signal::send);
      Instant end = Instant.now().plus(GRACE);
      while (!left.isEmpty() && Instant.now().isBefore(end)) {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        left = alive();
      }
    }
    return found.size();
  }

  private List<Long> alive() {
    long self = ProcessHandle.current().pid();
    return ProcessTable.all().stream()
        .filter(pid -> pid != self)
        .filter(pid -> ProcessTable.arguments(pid).contains(marker))
        .toList();
  }
}
