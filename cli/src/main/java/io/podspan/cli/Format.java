package io.podspan.cli;

/** How a command prints the answer. */
enum Format {
  TABLE,
  JSON,
  YAML
}
