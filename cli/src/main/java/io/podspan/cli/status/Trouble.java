package io.podspan.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.text.Answers;
import java.util.ArrayList;
import java.util.List;

/** Why not all could be found out, beside the problems that the console names. */
final class Trouble {
  private Trouble() {}

  /** A line each: the console, its journal, the other services. */
  static List<String> of(JsonNode status) {
    List<String> lines = new ArrayList<>();
    if (status.has("unanswered")) {
      lines.add(Answers.text(status, "unanswered"));
    }
    JsonNode problems = status.path("problems");
    JsonNode journal = problems.path("journal");
    switch (journal.path("state").asText()) {
      case "BEHIND" ->
          lines.add(
              "the console's journal is behind by "
                  + journal.path("behind").asLong()
                  + " events since "
                  + Answers.time(journal, "since"));
      case "UNKNOWN" ->
          lines.add("Kafka does not say whether the console's journal has everything");
      case "CURRENT" -> {
        if (isOld(problems)) {
          lines.add("the console has not looked for problems " + since(problems));
        }
      }
      default -> {
        // The console did not answer.
      }
    }
    lines.addAll(ofServices(status));
    return lines;
  }

  private static String since(JsonNode problems) {
    String at = Answers.time(problems, "at");
    return at.startsWith("1970-") ? "yet" : "since " + at;
  }

  /** The journal has everything and no problem is known: nobody has looked for a while. */
  private static boolean isOld(JsonNode problems) {
    return problems.path("verdict").asText().equals("UNKNOWN")
        && problems.path("problems").isEmpty();
  }

  /**
   * Services that are not ready. One that nobody said the address of may be elsewhere, and does not
   * count when it does not answer.
   */
  static List<String> ofServices(JsonNode status) {
    List<String> lines = new ArrayList<>();
    for (JsonNode service : status.path("services")) {
      boolean guessed = service.path("guessed").asBoolean();
      if (!service.path("ready").asBoolean() && !guessed) {
        lines.add(Answers.text(service, "service") + " " + Answers.text(service, "waitsFor"));
      }
    }
    return lines;
  }
}
