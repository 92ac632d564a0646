package io.podspan.probeservice.ends;

/** The answer to a name. */
public sealed interface Lookup {
  /** There it is. */
  record Found(End end) implements Lookup {}

  /** Who would know it says that there is none. */
  record Absent(Why why) implements Lookup {}

  /** Who would know it could not be asked. */
  record NotKnown(Why why) implements Lookup {}
}
