package io.podspan.embedded.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** The one thread that forks all children. The kernel sees its end as the end of their parent. */
final class Spawner {
  private static final ExecutorService THREAD =
      Executors.newSingleThreadExecutor(
          task -> Thread.ofPlatform().daemon().name("spawner").unstarted(task));

  private Spawner() {}

  static Process spawn(Command command) {
    try {
      return THREAD.submit(() -> fork(command)).get();
    } catch (ExecutionException e) {
      throw new StartFailedException(
          "cannot start " + command.name() + ": " + reason(e, command.log().toAbsolutePath()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailedException("interrupted while starting " + command.name(), e);
    }
  }

  private static String reason(ExecutionException e, Path folder) {
    Throwable cause = e.getCause();
    return cause == null
        ? "no reason given"
        : FullDisk.saidBy(cause, folder).orElseGet(() -> String.valueOf(cause.getMessage()));
  }

  private static Process fork(Command command) throws IOException {
    Files.createDirectories(command.log().toAbsolutePath().getParent());
    new LogFile(command.log()).rotate();
    ProcessBuilder builder = new ProcessBuilder(tied(command));
    builder.environment().putAll(command.environment());
    return builder
        .directory(command.folder().toFile())
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectOutput(ProcessBuilder.Redirect.appendTo(command.log().toFile()))
        .redirectErrorStream(true)
        .start();
  }

  /** Both prefixes exec in place, so the pid that the JDK reports is that of the command itself. */
  private static List<String> tied(Command command) {
    List<String> line = new ArrayList<>();
    if (installed("setsid")) {
      line.add("setsid");
    }
    int program = 0;
    if (command.line().getFirst().equals("unshare")) {
      // A new user namespace resets the death signal, so it is set inside.
      program = command.line().indexOf("--") + 1;
      line.addAll(command.line().subList(0, program));
    }
    if (installed("setpriv")) {
      line.addAll(List.of("setpriv", "--pdeathsig", command.stopSignal().name(), "--"));
    }
    line.addAll(command.line().subList(program, command.line().size()));
    return line;
  }

  private static boolean installed(String program) {
    return Stream.of("/usr/bin", "/bin").anyMatch(bin -> Files.isExecutable(Path.of(bin, program)));
  }
}
