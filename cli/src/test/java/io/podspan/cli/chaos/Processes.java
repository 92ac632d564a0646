package io.podspan.cli.chaos;

import io.podspan.embedded.process.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The processes of a machine as {@code /proc} shows them, and not as whoever started them believes.
 *
 * @param data the machine's data folder
 */
record Processes(Path data) {

  /** Of Postgres also those that serve a connection. */
  List<Long> of(Target target) {
    return switch (target) {
      case KAFKA -> ProcessTable.workingIn(data.resolve("kafka"));
      case POSTGRES -> ProcessTable.workingIn(cluster());
      default ->
          ProcessTable.workingIn(data).stream()
              .filter(pid -> owner(pid).filter(target::equals).isPresent())
              .toList();
    };
  }

  /** The one that the others are children of; none while it is not running. */
  Optional<Long> main(Target target) {
    return target == Target.POSTGRES ? postmaster() : of(target).stream().findFirst();
  }

  /** Whose process it is; none when it is not the machine's. */
  Optional<Target> owner(long pid) {
    Optional<Path> folder = workingFolder(pid);
    if (folder.filter(data.resolve("kafka")::equals).isPresent()) {
      return Optional.of(Target.KAFKA);
    }
    if (folder.filter(cluster()::equals).isPresent()) {
      return Optional.of(Target.POSTGRES);
    }
    List<String> arguments = ProcessTable.arguments(pid);
    return Arrays.stream(Target.values())
        .filter(target -> target.service().isPresent())
        .filter(target -> arguments.contains("-Dpodspan.data=" + data))
        .filter(target -> arguments.stream().anyMatch(a -> a.contains("/" + target + "/target/")))
        .findFirst();
  }

  private Path cluster() {
    return data.resolve("postgres/cluster");
  }

  private Optional<Long> postmaster() {
    try {
      long pid =
          Long.parseLong(
              Files.readAllLines(cluster().resolve("postmaster.pid")).getFirst().strip());
      return Optional.of(pid).filter(of(Target.POSTGRES)::contains);
    } catch (IOException | NumberFormatException | java.util.NoSuchElementException _) {
      return Optional.empty();
    }
  }

  private static Optional<Path> workingFolder(long pid) {
    try {
      return Optional.of(Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd")));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
