package io.podspan.routecollector.bmp;

import io.podspan.addresses.IpAddress;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A route as a router has it.
 *
 * @param nextHop 0.0.0.0 or :: of a router's own
 * @param since when it was first told so
 * @param dump the connection in which it was last told
 */
record Held(
    @Nullable IpAddress nextHop, String asPath, long med, long localPref, Instant since, int dump) {

  /** The same again says nothing new about its age. */
  Held after(@Nullable Held before) {
    return before != null && isSame(before)
        ? new Held(nextHop, asPath, med, localPref, before.since, dump)
        : this;
  }

  private boolean isSame(Held other) {
    return Objects.equals(nextHop, other.nextHop)
        && asPath.equals(other.asPath)
        && med == other.med
        && localPref == other.localPref;
  }
}
