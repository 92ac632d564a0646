package io.podspan.cli.images;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Other programs, run to their end. */
final class Programs {
  private static final int LAST_LINES = 15;

  private Programs() {}

  /**
   * @param lines gets each line of its output
   * @throws ImageException with its last lines when it fails
   */
  static void run(
      String what, List<String> line, Map<String, String> environment, Consumer<String> lines) {
    ArrayDeque<String> last = new ArrayDeque<>();
    try {
      ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process =
          builder
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      try (BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String next = out.readLine(); next != null; next = out.readLine()) {
          lines.accept(next);
          last.addLast(next);
          if (last.size() > LAST_LINES) {
            last.removeFirst();
          }
        }
      }
      int code = process.waitFor();
      if (code != 0) {
        throw new ImageException(
            what + " failed with exit code " + code + ":\n" + String.join("\n", last), null);
      }
    } catch (IOException e) {
      throw new ImageException(
          what + " could not be started: " + e.getMessage() + "\nInstall " + line.getFirst() + ".",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageException(what + " was interrupted", e);
    }
  }
}
