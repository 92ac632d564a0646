package io.podspan.cli;

import java.util.Locale;

/** How a command prints the answer. */
enum Format {
  TABLE,
  JSON,
  YAML;

  /** As it is typed, for completion. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
