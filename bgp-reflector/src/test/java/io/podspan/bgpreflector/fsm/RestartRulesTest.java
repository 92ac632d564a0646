package io.podspan.bgpreflector.fsm;

import static io.podspan.bgp.wire.AddressFamily.IPV4_UNICAST;
import static io.podspan.bgp.wire.AddressFamily.IPV6_UNICAST;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.GracefulRestart;
import io.podspan.bgp.wire.NotificationCode;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestartRulesTest {
  private static final Set<AddressFamily> BOTH = Set.of(IPV4_UNICAST, IPV6_UNICAST);
  private static final SessionEnding CLOSED = new SessionEnding.ConnectionClosed();

  private static GracefulRestart restart(
      boolean notification, int seconds, Set<AddressFamily> families) {
    return new GracefulRestart(false, notification, seconds, families, families);
  }

  private static Set<AddressFamily> kept(SessionEnding ending, boolean notification) {
    return RestartRules.kept(ending, restart(notification, 60, BOTH), BOTH);
  }

  @Test
  void aConnectionThatEndsAloneKeepsWhatBothCarry() {
    assertThat(kept(CLOSED, false)).isEqualTo(BOTH);
    assertThat(kept(new SessionEnding.ConnectionFailed("reset"), false)).isEqualTo(BOTH);
    assertThat(RestartRules.kept(CLOSED, restart(false, 60, BOTH), Set.of(IPV6_UNICAST)))
        .containsExactly(IPV6_UNICAST);
    assertThat(RestartRules.kept(CLOSED, restart(false, 60, Set.of(IPV4_UNICAST)), BOTH))
        .containsExactly(IPV4_UNICAST);
  }

  @Test
  void aRestartTimeOfZeroKeepsNothing() {
    assertThat(RestartRules.kept(CLOSED, restart(true, 0, BOTH), BOTH)).isEmpty();
  }

  @Test
  void whatEndsWithANotificationKeepsRoutesWithTheNBitOnly() {
    for (SessionEnding ending :
        new SessionEnding[] {
          new SessionEnding.NotificationReceived(NotificationCode.CEASE_UNSPECIFIC.plain()),
          new SessionEnding.NotificationReceived(NotificationCode.HOLD_TIMER_EXPIRED.plain()),
          new SessionEnding.NotificationSent(NotificationCode.ADMINISTRATIVE_RESET.plain(), ""),
          new SessionEnding.HoldTimerExpired(90),
          new SessionEnding.SendHoldTimerExpired(),
          new SessionEnding.ProtocolViolation(NotificationCode.UPDATE_UNSPECIFIC.plain(), "")
        }) {
      assertThat(kept(ending, true)).as("%s", ending).isEqualTo(BOTH);
      assertThat(kept(ending, false)).as("%s", ending).isEmpty();
    }
  }

  @Test
  void whatIsMeantToEndKeepsNothing() {
    for (SessionEnding ending :
        new SessionEnding[] {
          new SessionEnding.NotificationReceived(NotificationCode.HARD_RESET.plain()),
          new SessionEnding.NotificationSent(NotificationCode.PEER_DECONFIGURED.plain(), ""),
          new SessionEnding.NotificationSent(NotificationCode.ADMINISTRATIVE_SHUTDOWN.plain(), ""),
          new SessionEnding.TooManyPrefixes(IPV4_UNICAST, 10),
          new SessionEnding.Collision()
        }) {
      assertThat(kept(ending, true)).as("%s", ending).isEmpty();
    }
  }

  @Test
  void whoComesBackKeepsWhatItPreserved() {
    GracefulRestart theirs = new GracefulRestart(true, false, 60, BOTH, Set.of(IPV6_UNICAST));

    assertThat(RestartRules.stillKept(theirs, BOTH)).containsExactly(IPV6_UNICAST);
    assertThat(RestartRules.stillKept(theirs, Set.of(IPV4_UNICAST))).isEmpty();
  }
}
