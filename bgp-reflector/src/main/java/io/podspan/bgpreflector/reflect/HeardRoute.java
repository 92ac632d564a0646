package io.podspan.bgpreflector.reflect;

import io.podspan.addresses.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a peer has said of one prefix.
 *
 * @param taken whether a path of it is in the table
 * @param refused why what it announced in its session was not taken, null when nothing is known of
 *     that
 * @param whole whether all is remembered that was not taken in its session. If not, it may have
 *     announced the prefix all the same
 */
public record HeardRoute(boolean taken, @Nullable Refused refused, boolean whole) {
  public static final HeardRoute NONE = new HeardRoute(false, null, true);

  /** Why an announcement was not taken. */
  public sealed interface Refused {}

  /** The import policy or a rule of BGP does not take it. */
  public record Rejected(Rejection reason, IpAddress nextHop) implements Refused {}

  /**
   * Its message was treated as a withdrawal (RFC 7606, section 2).
   *
   * @param why for people
   */
  public record Malformed(String why) implements Refused {}
}
