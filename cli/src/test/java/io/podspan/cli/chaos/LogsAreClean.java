package io.podspan.cli.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** No service was out of memory, and none met with what its authors held to be impossible. */
record LogsAreClean(Stage stage) implements Check {
  private static final Pattern NEVER =
      Pattern.compile(
          "OutOfMemoryError|StackOverflowError|NullPointerException|ClassCastException"
              + "|IndexOutOfBoundsException|ConcurrentModificationException|NoSuchElementException");
  private static final Pattern ALWAYS_OURS = Pattern.compile("OutOfMemoryError|StackOverflowError");
  private static final int SHOWN = 3;
  private static final int LONGEST = 300;

  @Override
  public String holds() {
    return "no log tells of a bug";
  }

  @Override
  public List<String> violations() throws IOException {
    List<String> violations = new ArrayList<>();
    try (Stream<Path> logs = Files.list(stage.logs())) {
      for (Path log : logs.sorted().toList()) {
        String name = log.getFileName().toString();
        // The broker's and the database's own code is not ours.
        if (!name.startsWith(Stage.KAFKA) && !name.startsWith(Stage.POSTGRES)) {
          findings(log).forEach(line -> violations.add(name + ": " + line));
        }
      }
    }
    return violations;
  }

  private static List<String> findings(Path log) throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
    return IntStream.range(0, lines.size())
        .filter(at -> NEVER.matcher(lines.get(at)).find())
        .filter(at -> ALWAYS_OURS.matcher(lines.get(at)).find() || ours(lines, at + 1))
        .mapToObj(lines::get)
        .map(line -> line.substring(0, Math.min(line.length(), LONGEST)))
        .limit(SHOWN)
        .toList();
  }

  /**
   * Whether the first frame that is not the JDK's is our code: a library that stumbles over a
   * server that is away is not, and the thread tries again.
   */
  private static boolean ours(List<String> lines, int from) {
    return lines.stream()
        .skip(from)
        .takeWhile(line -> line.startsWith("\tat "))
        .filter(frame -> !frame.startsWith("\tat java."))
        .findFirst()
        .map(frame -> frame.startsWith("\tat io.podspan."))
        .orElse(true);
  }
}
