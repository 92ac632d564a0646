package io.podspan.cli.waiting;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.objects.Kind;
import io.podspan.cli.text.Answers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How far a rollout is: whether it is complete, and what it waits for. Pure. */
public final class RolloutVerdict {
  private static final Set<String> STOPPED = Set.of("FAILED", "ROLLED_BACK");
  private static final int MOST_WAITS = 3;

  private RolloutVerdict() {}

  /** For who waits: one that asks for a decision does not become complete by waiting. */
  static Verdict completed(String id, JsonNode rollout) {
    JsonNode pause = rollout.path("pause");
    Verdict ended = ended(id, rollout);
    boolean asks = pause.path("kind").asText().equals("Decision");
    return ended instanceof Verdict.NotYet(String text) && asks
        ? new Verdict.Never(text, nextStep(rollout, pause))
        : ended;
  }

  /** For who watches: it goes on when somebody has decided. */
  public static Verdict ended(String id, JsonNode rollout) {
    String now = id + " is " + Answers.text(rollout, "state");
    String state = rollout.path("state").asText();
    if (state.equals("COMPLETED")) {
      return new Verdict.Done(now);
    }
    if (STOPPED.contains(state)) {
      JsonNode failure = rollout.path("failure");
      String why = sentence(Answers.text(failure, "reason"));
      return new Verdict.Never(now + ": " + why, nextStep(rollout, failure));
    }
    List<String> held = held(rollout);
    return new Verdict.NotYet(held.isEmpty() ? now : now + ": " + String.join("; ", held));
  }

  /** Why no further node begins; else what those under way wait for. */
  private static List<String> held(JsonNode rollout) {
    JsonNode pause = rollout.path("pause");
    if (pause.isObject()) {
      return List.of(sentence(Answers.text(pause, "reason")));
    }
    JsonNode waits = rollout.path("waits");
    List<String> held = new ArrayList<>();
    for (JsonNode wait : waits) {
      if (held.size() < MOST_WAITS) {
        held.add(wait(rollout, wait));
      }
    }
    if (waits.size() > MOST_WAITS) {
      held.add((waits.size() - MOST_WAITS) + " more");
    }
    return held;
  }

  private static String wait(JsonNode rollout, JsonNode wait) {
    String node = wait.path("node").isTextual() ? Answers.text(wait, "node") + ": " : "";
    String what = node + sentence(Answers.text(wait, "what"));
    return wait.path("commands").isEmpty()
        ? what
        : what + " (podspan rollouts show " + Answers.text(rollout, "id") + " has the commands)";
  }

  private static String nextStep(JsonNode rollout, JsonNode of) {
    String path = Kind.ROLLOUT.path() + "/" + Answers.text(rollout, "id");
    return of.path("nextStep").isTextual()
        ? Api.inCommands(Answers.text(of, "nextStep"), path)
        : "";
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
