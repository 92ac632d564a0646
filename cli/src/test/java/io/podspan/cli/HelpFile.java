package io.podspan.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The help that the script shows while nothing is built: sections that begin with a line such as
 * {@code === podspan clusters add}.
 */
final class HelpFile {
  static final Path PATH = Path.of("help.txt");
  private static final String HEADING = "=== ";

  private HelpFile() {}

  /** Text by command. */
  static Map<String, String> sections() throws IOException {
    Map<String, String> sections = new LinkedHashMap<>();
    String command = "";
    for (String line : Files.readAllLines(PATH)) {
      if (line.startsWith(HEADING)) {
        command = line.substring(HEADING.length());
        sections.put(command, "");
      } else {
        sections.merge(command, line + "\n", String::concat);
      }
    }
    return sections;
  }

  static void write(Map<String, String> sections) throws IOException {
    StringBuilder text = new StringBuilder();
    sections.forEach((command, help) -> text.append(HEADING + command + "\n" + help));
    Files.writeString(PATH, text);
  }
}
