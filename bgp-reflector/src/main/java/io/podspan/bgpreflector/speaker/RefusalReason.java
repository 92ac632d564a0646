package io.podspan.bgpreflector.speaker;

import java.util.Locale;

/** Why a connection was closed before it became a session. */
public enum RefusalReason {
  UNKNOWN_PEER("no configured peer has this address"),
  IDLE_HOLD("has to wait after protocol errors"),
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
