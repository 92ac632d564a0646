package io.podspan.console.why;

/** Which way a packet goes. An answer has to come back. */
public enum Direction {
  FORTH,
  BACK
}
