package io.podspan.bgpreflector.settings;

/** What happens to routes with an AS_SET or AS_CONFED_SET in AS_PATH. */
public enum AsSets {
  /** They are treated as withdrawn (RFC 9774). */
  WITHDRAW,

  /** They are taken and passed on. */
  KEEP
}
