package io.podspan.console.overview;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * One thing that is so, or is not, of an interconnect; in the shape of a Kubernetes condition.
 *
 * @param type Planned, Configured, Peered, RoutesInstalled, Reachable, Ready
 * @param reason one word for machines
 * @param message a sentence for people
 */
public record Condition(String type, Status status, String reason, String message) {

  /** As Kubernetes says it. */
  public enum Status {
    TRUE("True"),
    FALSE("False"),
    UNKNOWN("Unknown");

    private final String text;

    Status(String text) {
      this.text = text;
    }

    @JsonValue
    public String text() {
      return text;
    }
  }

  /** So many of so many: true when all, and there is something to count. */
  static Condition counted(String type, String unmet, long met, long of, String what) {
    if (of == 0) {
      return new Condition(type, Status.UNKNOWN, "NothingToCount", "there are no " + what);
    }
    return new Condition(
        type,
        met == of ? Status.TRUE : Status.FALSE,
        met == of ? "All" : unmet,
        met + " of " + of + " " + what);
  }

  boolean met() {
    return status == Status.TRUE;
  }
}
