package io.podspan.cli;

/** How a command prints what it was asked for. */
enum Format {
  TABLE,
  JSON
}
