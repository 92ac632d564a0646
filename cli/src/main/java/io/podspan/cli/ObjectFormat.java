package io.podspan.cli;

import java.util.Locale;

/** How a command prints objects. */
enum ObjectFormat {
  TABLE,
  JSON,
  YAML,
  WIDE,
  NAME;

  /** As it is typed, for completion. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
