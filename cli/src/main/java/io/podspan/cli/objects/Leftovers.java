package io.podspan.cli.objects;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.text.Answers;
import io.podspan.cli.text.TerminalText;

/** What forced withdrawals left in clusters, for people. */
public final class Leftovers {
  private Leftovers() {}

  /** After a forced withdrawal. */
  public static String text(String interconnect, JsonNode answer) {
    JsonNode remains = answer.path("remains");
    String gone = "The interconnect " + interconnect + " is gone.\n";
    return remains.isEmpty()
        ? gone + "Podspan wrote nothing in its clusters that is left.\n"
        : gone + list(remains);
  }

  /** Each object with what to take out of it, and the commands; empty if there is none. */
  static String list(JsonNode remains) {
    StringBuilder text = new StringBuilder();
    for (JsonNode one : remains) {
      text.append("\n").append(Answers.text(one, "cluster"));
      text.append(" may have still of ").append(Answers.text(one, "interconnect"));
      text.append(": ").append(Answers.text(one, "object")).append('\n');
      lines(text, one.path("lines"));
      text.append(one.path("commands").isEmpty() ? "" : "  what takes it out:\n");
      lines(text, one.path("commands"));
    }
    return text.isEmpty()
        ? ""
        : text + "\nPodspan does not take it away by itself, also not when the API comes back.\n";
  }

  private static void lines(StringBuilder text, JsonNode lines) {
    for (JsonNode line : lines) {
      text.append("    ").append(TerminalText.line(line.asText())).append('\n');
    }
  }
}
