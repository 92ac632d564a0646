package io.podspan.cli.waiting;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.objects.Kind;
import io.podspan.cli.objects.PeeringObjects.Stored;
import io.podspan.cli.text.Answers;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be waited for. Pure. */
public sealed interface Condition {
  /** An object that is gone, or was never there. */
  Verdict ofNone(String id);

  Verdict of(String id, Stored object);

  /**
   * As kubectl writes it: {@code delete}, {@code condition=Ready} or {@code condition=Ready=False}.
   *
   * @throws IllegalArgumentException saying how to write it
   */
  static Condition parse(String text) {
    if (text.equals("delete")) {
      return new Gone();
    }
    Matcher parts = Pattern.compile("condition=([A-Za-z]+)(?:=([A-Za-z]+))?").matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "--for="
              + text
              + " is not known.\nwhat to do: Write condition=Ready, condition=Ready=False or"
              + " delete.");
    }
    return new HasStatus(parts.group(1), parts.group(2) == null ? "True" : parts.group(2));
  }

  /** It is no longer there. */
  record Gone() implements Condition {
    @Override
    public Verdict ofNone(String id) {
      return new Verdict.Done(id + " is gone");
    }

    @Override
    public Verdict of(String id, Stored object) {
      return new Verdict.NotYet(id + " is still there");
    }
  }

  /**
   * A condition has a status.
   *
   * @param type of an interconnect as {@code Ready}; of a rollout {@code Completed}
   */
  record HasStatus(String type, String status) implements Condition {
    private static final String COMPLETED = "Completed";

    @Override
    public Verdict ofNone(String id) {
      return new Verdict.Never("There is no " + id);
    }

    @Override
    public Verdict of(String id, Stored object) {
      if (object.kind() == Kind.ROLLOUT) {
        return ofRollout(id, object.body());
      }
      JsonNode conditions = object.body().path("conditions");
      if (!conditions.isArray()) {
        return new Verdict.Never(id + " has no conditions");
      }
      return named(conditions)
          .map(condition -> ofCondition(id, condition))
          .orElseGet(() -> new Verdict.NotYet(id + " has no condition " + type + " yet"));
    }

    private Optional<JsonNode> named(JsonNode conditions) {
      for (JsonNode condition : conditions) {
        if (condition.path("type").asText().equalsIgnoreCase(type)) {
          return Optional.of(condition);
        }
      }
      return Optional.empty();
    }

    private Verdict ofCondition(String id, JsonNode condition) {
      String now =
          "%s: %s=%s since %s (%s: %s)"
              .formatted(
                  id,
                  Answers.text(condition, "type"),
                  Answers.text(condition, "status"),
                  Answers.time(condition, "since"),
                  Answers.text(condition, "reason"),
                  Answers.text(condition, "message"));
      return condition.path("status").asText().equalsIgnoreCase(status)
          ? new Verdict.Done(now)
          : new Verdict.NotYet(now);
    }

    private Verdict ofRollout(String id, JsonNode rollout) {
      return type.equalsIgnoreCase(COMPLETED)
          ? RolloutVerdict.completed(id, rollout)
          : new Verdict.Never(id + " has the condition Completed only");
    }
  }
}
