package io.podspan.servicekit.door.entrance;

/** The addresses by which a browser gets in; only a service with a page answers there. */
public final class Entrance {
  /** POST of a one-time code: sets the cookie. */
  public static final String SESSION = "/api/v1/session";

  /** POST with a token: makes a one-time code. */
  public static final String CODE = SESSION + "/code";

  private Entrance() {}
}
