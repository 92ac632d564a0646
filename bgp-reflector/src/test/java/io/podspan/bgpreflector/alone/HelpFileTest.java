package io.podspan.bgpreflector.alone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The script shows this command's help from a file while nothing is built. After a change of the
 * help text, copy the output of {@code --help} into the section of that file.
 */
class HelpFileTest {
  private static final String HEADING = "=== podspan reflector\n";

  @Test
  void theScriptsHelpFileHasTheHelpOfThisCommand() throws IOException {
    String file = Files.readString(Path.of("../cli/help.txt"));
    int begin = file.indexOf(HEADING) + HEADING.length();
    int end = file.indexOf("=== ", begin);

    assertThat(end < 0 ? file.substring(begin) : file.substring(begin, end)).isEqualTo(help());
  }

  private static String help() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HelpText.print(new PrintStream(out, true, UTF_8));
    return out.toString(UTF_8);
  }
}
