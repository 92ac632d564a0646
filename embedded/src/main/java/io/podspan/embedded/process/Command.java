package io.podspan.embedded.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to run.
 *
 * @param name for people and for the log
 * @param line the program and its arguments
 * @param environment variables added to those of this JVM
 * @param folder the working directory, must exist
 * @param log where output and errors are appended to
 * @param stopSignal what asks the program to stop gracefully
 */
public record Command(
    String name,
    List<String> line,
    Map<String, String> environment,
    Path folder,
    Path log,
    Signal stopSignal) {
  public Command {
    line = List.copyOf(line);
    environment = Map.copyOf(environment);
  }

  /** A command that stops at SIGTERM, with the environment as it is. */
  public static Command of(String name, List<String> line, Path folder, Path log) {
    return new Command(name, line, Map.of(), folder, log, Signal.TERM);
  }
}
