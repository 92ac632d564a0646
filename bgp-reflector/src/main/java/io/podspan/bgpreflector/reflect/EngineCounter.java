package io.podspan.bgpreflector.reflect;

/** What the engine counts as it goes. */
public enum EngineCounter {
  UPDATES_RECEIVED("UPDATE messages received"),
  UPDATES_FAULTY("UPDATE messages with an attribute that was discarded or led to a withdrawal"),
  ROUTES_ANNOUNCED("Prefixes announced by peers"),
  ROUTES_WITHDRAWN("Prefixes withdrawn by peers"),
  BEST_CHANGES("Changes of a best path"),
  ROUTES_TOO_LONG("Routes not passed on because their attributes do not fit into a message"),
  MEMBERS_DETACHED("Times that a slow peer was taken out of the log of its group"),
  ROUTES_STALE_SWEPT("Routes that a peer did not announce again in a refresh (RFC 7313)");

  private final String description;

  EngineCounter(String description) {
    this.description = description;
  }

  public String description() {
    return description;
  }
}
