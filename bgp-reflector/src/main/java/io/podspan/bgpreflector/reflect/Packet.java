package io.podspan.bgpreflector.reflect;

import io.podspan.bgpreflector.rib.RouteSource;
import org.jspecify.annotations.Nullable;

/**
 * Encoded messages that all members of a group share, but for one.
 *
 * @param bytes whole frames; never changed
 * @param except the member that does not get it, because the routes are his own
 * @param only the one member that gets it, when it is not for the others
 */
@SuppressWarnings(
    "ArrayRecordComponent") // shared with sockets; copies are what this class is there to avoid
public record Packet(byte[] bytes, @Nullable RouteSource except, @Nullable RouteSource only) {

  /** Sources are sessions: compared by identity. */
  @SuppressWarnings("ReferenceEquality")
  public boolean isFor(RouteSource member) {
    return except != member && (only == null || only == member);
  }
}
