package io.podspan.peeringservice.peering.rollout;

import java.util.Locale;

/** What an operator may ask of a rollout. */
public enum Verb {
  PAUSE,
  RESUME,
  ABORT,
  ROLLBACK,
  RETRY;

  /** For people: {@code roll back}. */
  public String text() {
    return this == ROLLBACK ? "roll back" : name().toLowerCase(Locale.ROOT);
  }
}
