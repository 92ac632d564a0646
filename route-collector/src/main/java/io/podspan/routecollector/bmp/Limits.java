package io.podspan.routecollector.bmp;

import java.time.Duration;

/**
 * How much of what others send is kept.
 *
 * @param routers that are known, connected or not
 * @param peers of one router
 * @param routesOfOne routes of one router, or of all that connect from one address
 * @param routes of all routers: some 250 octets each, and at most 400
 */
record Limits(int routers, int peers, int routesOfOne, int routes) {

  /** Connections from one address. */
  static final int CONNECTIONS = 4;

  /** For the first message, and for the rest of one that has begun. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How long routes stay that nobody confirms. */
  static final Duration STALE = Duration.ofSeconds(60);

  /** How long a router is listed after its connection has ended. */
  static final Duration LISTED = Duration.ofHours(1);

  /** Of a text that a router sent. */
  static final int TEXT = 200;

  /** Characters of an AS_PATH: each route may have one of its own. */
  static final int PATH = 120;
}
