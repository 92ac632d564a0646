package io.podspan.bgpreflector.speaker.report;

import java.util.Locale;

/** Why a connection was closed before it became a session. */
public enum RefusalReason {
  UNKNOWN_PEER("no configured peer has this address"),
  LIMIT("its range has as many peers as it may"),
  SELF("this is the reflector itself"),
  TOO_FAR("its TTL says that it is farther away than it may be"),
  HALF_OPEN("too many connections wait for an OPEN"),
  IDLE_HOLD("has to wait after errors, or for an operator"),
  ALREADY_ESTABLISHED("has an established session already"),
  STOPPING("the reflector is stopping");

  private final String text;

  RefusalReason(String text) {
    this.text = text;
  }

  /** For people. */
  public String text() {
    return text;
  }

  /** As a metric's tag has it. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
