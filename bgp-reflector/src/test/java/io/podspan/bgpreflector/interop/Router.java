package io.podspan.bgpreflector.interop;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** One daemon in the lab, with the routes of its {@link Station} to announce. */
interface Router {
  Station station();

  /** Where it dials from. */
  default List<String> addresses() {
    return List.of(station().address());
  }

  /** Starts it with these protections of its session; it dials the reflector. */
  void start(Guard guard) throws IOException;

  /** What it got from the reflector, by prefix. Empty while it cannot be asked. */
  Map<String, SeenRoute> learned();

  /** Has it ask for all routes again (RFC 2918). */
  void askForRefresh();

  /** Has it announce all its routes again. */
  void announceAgain();

  /** Has it dial at once, after the reflector was away; most do so soon by themselves. */
  default void hurry() {}

  default void kill() {
    station().fabric().killAll(station().name());
  }
}
