package io.podspan.cli.chaos;

import io.podspan.embedded.process.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who holds the client's end of a connection on loopback: the kernel's tables know. */
record Callers(Processes processes) {

  /**
   * @param port of the client's end
   * @return none when it is none of the machine's, such as this process
   */
  Optional<Target> at(int port) {
    return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
        .flatMap(table -> sockets(Path.of(table), port).stream())
        .flatMap(inode -> ProcessTable.holding(inode).stream())
        .flatMap(pid -> processes.owner(pid).stream())
        .findFirst();
  }

  private static List<Long> sockets(Path table, int port) {
    String suffix = ":%04X".formatted(port);
    try (Stream<String> lines = Files.lines(table)) {
      return lines
          .map(line -> line.strip().split("\\s+"))
          .filter(fields -> fields.length > 9 && fields[1].endsWith(suffix))
          .map(fields -> Long.parseLong(fields[9]))
          .filter(inode -> inode != 0)
          .toList();
    } catch (IOException _) {
      return List.of();
    }
  }
}
