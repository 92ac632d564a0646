package io.podspan.cli.objects;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.text.Answers;
import io.podspan.cli.text.Table;
import io.podspan.cli.text.TerminalText;
import java.util.Locale;

/** What a rollout changes, what each node of it did, what it waits for, and why it stopped. */
final class RolloutDetails {
  private RolloutDetails() {}

  static String of(JsonNode rollout) {
    return changes(rollout)
        + "\n"
        + steps(rollout)
        + waits(rollout)
        + failure(rollout)
        + pause(rollout)
        + orders(rollout);
  }

  private static String changes(JsonNode rollout) {
    StringBuilder text = new StringBuilder();
    for (JsonNode change : rollout.path("changes")) {
      text.append(text.isEmpty() ? "\nchanges by " + Answers.text(rollout, "driver") + ":\n" : "");
      text.append("  ").append(TerminalText.line(change.asText())).append('\n');
    }
    return text.toString();
  }

  private static Table steps(JsonNode rollout) {
    Table steps = new Table("NODE", "ADDRESS", "STATUS", "STARTED", "TOOK", "PASSED");
    for (JsonNode step : rollout.path("steps")) {
      JsonNode took = step.path("tookMillis");
      steps.row(
          Answers.text(step, "node"),
          Answers.text(step, "address"),
          Answers.text(step, "status"),
          Answers.time(step, "startedAt"),
          took.isNumber() ? String.format(Locale.ROOT, "%.1f s", took.asLong() / 1000.0) : "-",
          Answers.text(step, "gates"));
    }
    return steps;
  }

  private static String waits(JsonNode rollout) {
    StringBuilder text = new StringBuilder();
    for (JsonNode wait : rollout.path("waits")) {
      text.append(text.isEmpty() ? "\nwaits for:\n" : "").append("  ");
      text.append(wait.path("node").isTextual() ? Answers.text(wait, "node") + ": " : "");
      text.append(Answers.text(wait, "what"));
      text.append(" (since ").append(Answers.time(wait, "since"));
      String until = Answers.time(wait, "until");
      text.append(until.equals("-") ? ")\n" : ", at most until " + until + ")\n");
      text.append(HandCommands.ofWait(wait));
    }
    return text.toString();
  }

  private static String failure(JsonNode rollout) {
    JsonNode failure = rollout.path("failure");
    if (!failure.isObject()) {
      return "";
    }
    String node =
        failure.path("node").isTextual() ? "node " + Answers.text(failure, "node") : "the cluster";
    return "\nstopped at " + node + ": " + why(rollout, failure);
  }

  /** Why no further node begins. */
  private static String pause(JsonNode rollout) {
    JsonNode pause = rollout.path("pause");
    if (!pause.isObject()) {
      return "";
    }
    String until = Answers.time(pause, "until");
    return "\npaused since "
        + Answers.time(pause, "since")
        + (until.equals("-") ? "" : " until " + until)
        + ": "
        + why(rollout, pause);
  }

  /** The reason, its evidence, and what to do. */
  private static String why(JsonNode rollout, JsonNode of) {
    StringBuilder text = new StringBuilder(Answers.text(of, "reason")).append('\n');
    of.path("evidence")
        .forEach(line -> text.append("  ").append(TerminalText.line(line.asText())).append('\n'));
    String path = Kind.ROLLOUT.path() + "/" + Answers.text(rollout, "id");
    text.append("what to do: ").append(Api.inCommands(Answers.text(of, "nextStep"), path));
    return text.append('\n').toString();
  }

  /** What operators asked for. */
  private static String orders(JsonNode rollout) {
    StringBuilder text = new StringBuilder();
    for (JsonNode order : rollout.path("orders")) {
      text.append(text.isEmpty() ? "\nasked for:\n" : "");
      text.append("  ").append(Answers.time(order, "at")).append("  ");
      text.append(Answers.text(order, "verb")).append(" by ");
      text.append(Answers.text(order, "by")).append('\n');
    }
    return text.toString();
  }
}
