package io.podspan.peeringservice.peering.conditions;

import java.time.Instant;

/**
 * One statement about an interconnect, in the form of Kubernetes' conditions.
 *
 * @param reason one CamelCase word for programs
 * @param message for people
 * @param since when the status became what it is
 */
public record Condition(Type type, Status status, String reason, String message, Instant since) {

  /** In the order in which they become true. */
  public enum Type {
    /** Preflight passed, and each cluster's change is known. */
    PLANNED("Planned"),
    /** The reflectors took it over, and each cluster's routers have the change. */
    CONFIGURED("Configured"),
    /** Every node has a session with every reflector. */
    PEERED("Peered"),
    /** Every node's kernel has the routes to the other clusters' pods. */
    ROUTES_INSTALLED("RoutesInstalled"),
    /** Pods of every cluster reach pods of every other. */
    REACHABLE("Reachable"),
    /** Pods see the addresses of the other clusters' pods. It counts only if that is asked for. */
    SOURCE_PRESERVED("SourcePreserved"),
    /** All of the above. */
    READY("Ready"),
    /** Somebody else changed what rollouts wrote. True is bad; it does not count for Ready. */
    DRIFTED("Drifted");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /** As in Kubernetes. */
  public enum Status {
    TRUE("True"),
    FALSE("False"),
    UNKNOWN("Unknown");

    private final String text;

    Status(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  static Condition yes(Type type, String reason, String message, Instant now) {
    return new Condition(type, Status.TRUE, reason, message, now);
  }

  static Condition no(Type type, String reason, String message, Instant now) {
    return new Condition(type, Status.FALSE, reason, message, now);
  }

  Condition since(Instant time) {
    return new Condition(type, status, reason, message, time);
  }
}
