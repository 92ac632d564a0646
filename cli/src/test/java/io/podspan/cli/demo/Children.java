package io.podspan.cli.demo;

import io.podspan.lab.network.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The processes that this test has started, and those that they started. */
final class Children {
  private Children() {}

  /**
   * @param named what their command lines have
   */
  static List<ProcessHandle> named(String named) {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> commandLine(process).contains(named))
        .toList();
  }

  /**
   * Sends them a signal, such as {@code STOP}.
   *
   * @throws IllegalStateException when there are none
   */
  static void signal(String named, String signal) {
    List<ProcessHandle> all = named(named);
    if (all.isEmpty()) {
      throw new IllegalStateException("no process runs of " + named);
    }
    all.forEach(
        process -> Command.of("kill", "-" + signal, Long.toString(process.pid())).require(""));
  }

  /** All of it: ProcessHandle gives none when it is long, and class paths are. */
  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (IOException _) {
      return "";
    }
  }
}
