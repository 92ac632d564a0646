package io.podspan.lab.api;

import java.util.Set;

/** Who asks, and what they may do: the lab's stand-in for RBAC. */
public enum Identity {
  /** Everything. */
  ADMIN("lab:admin"),
  /** Reads everything but secrets, and runs nothing in pods. */
  READ_ONLY("lab:readonly"),
  /** Is authenticated, and may do nothing. */
  NOBODY("lab:nobody");

  private static final Set<String> READING = Set.of("get", "list", "watch");

  private final String user;

  Identity(String user) {
    this.user = user;
  }

  public String user() {
    return user;
  }

  /**
   * @param resource plural, with its subresource: {@code pods/exec}
   */
  boolean may(String verb, String resource) {
    return switch (this) {
      case ADMIN -> true;
      case READ_ONLY ->
          READING.contains(verb) && !resource.equals("secrets") && !resource.equals("pods/exec");
      case NOBODY -> false;
    };
  }
}
