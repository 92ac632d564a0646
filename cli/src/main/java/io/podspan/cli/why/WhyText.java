package io.podspan.cli.why;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.text.Answers;
import java.util.Locale;
import java.util.Set;

/** An explanation for people: the sentence, what to do, and the walk with its evidence. */
public final class WhyText {
  /** Steps that are about the way as a whole. */
  private static final Set<String> MEASURED =
      Set.of("ping", "ping-now", "mtu", "source", "measure");

  private final JsonNode answer;
  private final StringBuilder text = new StringBuilder();

  private WhyText(JsonNode answer) {
    this.answer = answer;
  }

  /**
   * @param answer of {@code GET /api/v1/why}
   * @return lines that end with a newline each
   */
  public static String of(JsonNode answer) {
    return new WhyText(answer).whole();
  }

  private String whole() {
    line(Answers.text(answer, "sentence"));
    toDo(answer, "");
    for (JsonNode also : answer.path("also")) {
      line("also: " + Answers.text(also, "text"));
      toDo(also, "  ");
    }
    String above = "";
    for (JsonNode stage : answer.path("stages")) {
      String heading = heading(stage);
      if (!heading.equals(above)) {
        above = heading;
        line("");
        line(heading);
      }
      stage(stage);
    }
    return text.toString();
  }

  private String heading(JsonNode stage) {
    boolean back = Answers.text(stage, "direction").equals("BACK");
    return MEASURED.contains(Answers.text(stage, "name"))
        ? "measured"
        : "%s -> %s"
            .formatted(
                Answers.text(answer, back ? "to" : "from"),
                Answers.text(answer, back ? "from" : "to"));
  }

  private void stage(JsonNode stage) {
    line(
        "  %-8s %-8s %s"
            .formatted(
                word(Answers.text(stage, "state")),
                Answers.text(stage, "name"),
                Answers.text(stage, "text")));
    for (JsonNode evidence : stage.path("evidence")) {
      line(
          "                    %s (%s%s%s)"
              .formatted(
                  Answers.text(evidence, "what"),
                  Answers.text(evidence, "from"),
                  evidence.path("at").isTextual() ? ", " + Answers.time(evidence, "at") : "",
                  evidence.path("live").asBoolean() ? ", just now" : ""));
    }
  }

  /** What stops packets has to be seen at a glance. */
  private static String word(String state) {
    return switch (state) {
      case "PASS" -> "ok";
      case "FAIL" -> "FAIL";
      case "UNKNOWN" -> "?";
      default -> state.toLowerCase(Locale.ROOT);
    };
  }

  private void toDo(JsonNode of, String indent) {
    String toDo = Answers.text(of, "toDo");
    if (!toDo.isEmpty() && !toDo.equals("-")) {
      line(indent + "what to do: " + toDo);
    }
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
