package io.podspan.routecollector.router;

/** Output as the models of a router's API have it, written by hand: no such router was at hand. */
public final class Written {
  private Written() {}

  public static String text(String name) {
    return Captured.resource("/written/" + name);
  }
}
