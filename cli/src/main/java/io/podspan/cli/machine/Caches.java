package io.podspan.cli.machine;

/**
 * What a start does with AOT caches (JEP 483 and 514), which shorten the next start of a JVM to
 * less than half.
 */
public enum Caches {
  /** Those that there are. */
  USE,
  /** Records new ones when the JVMs end; the start itself is slow. */
  RECORD,
  IGNORE
}
