package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * Holds the script's help file against picocli's own help. After a change of a command's options or
 * texts, run this test with {@code -Dpodspan.help.write=true}: it writes the file.
 */
class HelpFileTest {
  @Test
  void theHelpOfEveryCommandStandsInTheFileAsPicocliPrintsIt() throws IOException {
    Map<String, String> wanted = new TreeMap<>();
    collect(Podspan.commandLine(), wanted);
    if (Boolean.getBoolean("podspan.help.write")) {
      Map<String, String> all = new TreeMap<>(HelpFile.sections());
      all.keySet().removeIf(command -> !ofTheScript(command));
      all.putAll(wanted);
      HelpFile.write(all);
    }

    Map<String, String> sections = new LinkedHashMap<>(HelpFile.sections());

    assertThat(sections.keySet().stream().filter(HelpFileTest::ofTheScript))
        .containsExactly(
            "podspan build", "podspan lab kubernetes", "podspan reflector", "podspan test");
    sections.keySet().removeIf(HelpFileTest::ofTheScript);
    assertThat(sections).as("with -Dpodspan.help.write=true it is written").isEqualTo(wanted);
  }

  /** Commands that the script runs without the cli module. */
  private static boolean ofTheScript(String command) {
    return command.matches("podspan (build|test|reflector|lab kubernetes)");
  }

  private static void collect(CommandLine command, Map<String, String> texts) {
    boolean hidden = command.getCommandSpec().usageMessage().hidden();
    if (!hidden && !command.getCommandName().equals("help")) {
      texts.put(
          command.getCommandSpec().qualifiedName(),
          command.getUsageMessage(Ansi.OFF).replace("\r", ""));
      command.getSubcommands().values().forEach(child -> collect(child, texts));
    }
  }
}
