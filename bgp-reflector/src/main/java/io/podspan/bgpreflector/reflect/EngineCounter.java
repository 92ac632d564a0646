package io.podspan.bgpreflector.reflect;

/** What the engine counts as it goes. */
public enum EngineCounter {
  UPDATES_RECEIVED,
  ROUTES_ANNOUNCED,
  ROUTES_WITHDRAWN,
  UPDATES_FAULTY,
  BEST_CHANGES
}
