package io.podspan.servicekit.ready;

import java.util.Optional;

/** A part of a service that others may have to wait for. Any thread may ask. */
public interface Part {
  /** Short, as in {@code intent}. */
  String name();

  /** What it waits for, empty when it does its work. */
  Optional<Waiting> waiting();
}
