package io.podspan.cli.chaos;

import io.podspan.embedded.process.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * After everything has stopped, the run's own namespaces have nothing but this process in them. It
 * is asked for last.
 */
record NothingIsLeft(Path data) implements Check {
  private static final String ESTABLISHED = "01";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration BETWEEN = Duration.ofMillis(100);

  @Override
  public String holds() {
    return "nothing is left behind: no process, namespace, connection or temporary file";
  }

  /** A process of the lab that was about to start when its router was killed ends by itself. */
  @Override
  public List<String> violations() throws IOException {
    Instant last = Instant.now().plus(PATIENCE);
    List<String> left = left();
    while (!left.isEmpty() && Instant.now().isBefore(last)) {
      LockSupport.parkNanos(BETWEEN.toNanos());
      left = left();
    }
    return left;
  }

  private List<String> left() throws IOException {
    List<String> violations = new ArrayList<>();
    processes().forEach(process -> violations.add("there is still " + process));
    if (Files.isDirectory(Path.of("/run/netns"))) {
      try (Stream<Path> namespaces = Files.list(Path.of("/run/netns"))) {
        namespaces.forEach(namespace -> violations.add("there is still " + namespace));
      }
    }
    connections().forEach(c -> violations.add("there is still a connection: " + c));
    if (Files.exists(data.resolve("tmp"))) {
      violations.add("there is still " + data.resolve("tmp"));
    }
    return violations;
  }

  /** All but this one and the shell that started it, which is the first in its namespace. */
  private static List<String> processes() {
    long self = ProcessHandle.current().pid();
    return ProcessTable.all().stream()
        .filter(pid -> pid != self && pid != 1)
        .filter(pid -> ProcessTable.commandLine(pid).isPresent())
        .map(ProcessTable::describe)
        .toList();
  }

  private static List<String> connections() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/net/tcp"))) {
      return lines
          .map(line -> line.strip().split("\\s+"))
          .filter(fields -> fields.length > 3 && fields[3].equals(ESTABLISHED))
          .map(fields -> fields[1] + " to " + fields[2])
          .toList();
    }
  }
}
