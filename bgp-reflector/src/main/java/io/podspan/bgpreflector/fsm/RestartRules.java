package io.podspan.bgpreflector.fsm;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.GracefulRestart;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.NotificationCode;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which routes of a peer outlive its session (RFC 4724, section 4.2; RFC 8538, section 3). Pure.
 *
 * <p>"Theirs" is the capability of the peer's OPEN where we had offered it too, else null.
 */
public final class RestartRules {
  private RestartRules() {}

  /** The families whose routes stay when the session ends like this. */
  public static Set<AddressFamily> kept(
      SessionEnding ending, GracefulRestart theirs, Set<AddressFamily> negotiated) {
    return theirs.restartSeconds() > 0 && isGraceful(ending, theirs.notification())
        ? common(theirs.families(), negotiated)
        : Set.of();
  }

  /** The families whose routes stay when the peer has come back with this. */
  public static Set<AddressFamily> stillKept(
      GracefulRestart theirs, Set<AddressFamily> negotiated) {
    return common(theirs.preserved(), negotiated);
  }

  private static Set<AddressFamily> common(Set<AddressFamily> some, Set<AddressFamily> others) {
    Set<AddressFamily> common = EnumSet.noneOf(AddressFamily.class);
    common.addAll(some);
    common.retainAll(others);
    return common;
  }

  /**
   * @param notifications whether both sides set the N bit: then most NOTIFICATIONs end a session
   *     gracefully, the received ones and ours
   */
  private static boolean isGraceful(SessionEnding ending, boolean notifications) {
    return switch (ending) {
      case SessionEnding.ConnectionClosed _, SessionEnding.ConnectionFailed _ -> true;
      case SessionEnding.NotificationReceived(Message.Notification received) ->
          notifications && !NotificationCode.HARD_RESET.matches(received);
      case SessionEnding.NotificationSent(Message.Notification sent, _) ->
          notifications && !isFinal(sent) && !NotificationCode.HARD_RESET.matches(sent);
      case SessionEnding.HoldTimerExpired _,
          SessionEnding.SendHoldTimerExpired _,
          SessionEnding.ProtocolViolation _ ->
          notifications;
      // What was too much does not stay.
      case SessionEnding.TooManyPrefixes _ -> false;
      case SessionEnding.Collision _ -> false;
    };
  }

  /** Whether a NOTIFICATION of ours means that the peer is not wanted back as it was. */
  static boolean isFinal(Message.Notification sent) {
    return NotificationCode.ADMINISTRATIVE_SHUTDOWN.matches(sent)
        || NotificationCode.PEER_DECONFIGURED.matches(sent)
        || NotificationCode.MAXIMUM_PREFIXES.matches(sent)
        || NotificationCode.OTHER_CONFIGURATION_CHANGE.matches(sent);
  }
}
