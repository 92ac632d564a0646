package io.podspan.bgpreflector.reflect;

/** What the engine counts as it goes. */
public enum EngineCounter {
  UPDATES_RECEIVED("UPDATE messages received"),
  UPDATES_FAULTY("UPDATE messages with an attribute that was discarded or led to a withdrawal"),
  ROUTES_ANNOUNCED("Prefixes announced by peers"),
  ROUTES_WITHDRAWN("Prefixes withdrawn by peers"),
  BEST_CHANGES("Changes of a best path");

  private final String description;

  EngineCounter(String description) {
    this.description = description;
  }

  public String description() {
    return description;
  }
}
