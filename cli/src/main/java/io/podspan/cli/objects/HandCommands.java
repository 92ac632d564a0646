package io.podspan.cli.objects;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.text.Answers;
import io.podspan.cli.text.TerminalText;

/** What somebody has to run for a rollout whose cluster is changed by hand, for people. Pure. */
public final class HandCommands {
  private HandCommands() {}

  /** Whatever there is to run now, with its node; empty while there is nothing. */
  public static String of(JsonNode rollout) {
    StringBuilder text = new StringBuilder();
    for (JsonNode wait : rollout.path("waits")) {
      String commands = ofWait(wait);
      if (!commands.isEmpty()) {
        String node = wait.path("node").isTextual() ? Answers.text(wait, "node") + ": " : "";
        text.append(node).append(Answers.text(wait, "what")).append('\n').append(commands);
      }
    }
    return text.toString();
  }

  /** As they are to be typed: a line of a document may be the end of it. */
  static String ofWait(JsonNode wait) {
    StringBuilder text = new StringBuilder();
    for (JsonNode command : wait.path("commands")) {
      text.append("  run:\n");
      command.asText().lines().forEach(l -> text.append(TerminalText.line(l)).append('\n'));
    }
    return text.toString();
  }
}
