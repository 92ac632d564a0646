package io.podspan.bgpreflector.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgp.wire.NotificationCode;
import io.podspan.bgpreflector.fsm.SessionEnding;
import io.podspan.bgpreflector.reflect.Rejection;
import io.podspan.bgpreflector.speaker.report.RefusalReason;
import io.podspan.events.reason.Refusal;
import io.podspan.events.reason.Rejection.ForeignNextHop;
import io.podspan.events.reason.SessionEnd;
import org.junit.jupiter.api.Test;

class SessionReasonsTest {

  @Test
  void aNotificationOfThePeerKeepsItsCodesAndItsMessage() {
    assertThat(
            SessionReasons.of(
                new SessionEnding.NotificationReceived(
                    NotificationCode.ADMINISTRATIVE_SHUTDOWN.saying("maintenance"))))
        .isEqualTo(
            new SessionEnd.PeerNotified(
                NotificationCode.ADMINISTRATIVE_SHUTDOWN.code(),
                NotificationCode.ADMINISTRATIVE_SHUTDOWN.subcode(),
                NotificationCode.ADMINISTRATIVE_SHUTDOWN.text(),
                "maintenance"));
  }

  @Test
  void aNotificationOfOursSaysWhyOnlyIfThatIsMoreThanItsMeaning() {
    var sent = NotificationCode.PEER_DECONFIGURED.plain();
    assertThat(SessionReasons.of(new SessionEnding.NotificationSent(sent, sent.describe())))
        .isEqualTo(
            new SessionEnd.ReflectorNotified(sent.code(), sent.subcode(), sent.describe(), null));
    assertThat(SessionReasons.of(new SessionEnding.NotificationSent(sent, "it is slow")))
        .isEqualTo(
            new SessionEnd.ReflectorNotified(
                sent.code(), sent.subcode(), sent.describe(), "it is slow"));
  }

  @Test
  void timersAndRefusalsAndRejectionsKeepTheirData() {
    assertThat(SessionReasons.of(new SessionEnding.HoldTimerExpired(90)))
        .isEqualTo(new SessionEnd.HoldTimerExpired(90));
    assertThat(SessionReasons.of(RefusalReason.UNKNOWN_PEER)).isEqualTo(new Refusal.UnknownPeer());
    assertThat(SessionReasons.of(Rejection.NEXT_HOP_NOT_ACCEPTED, "paris", "192.0.2.99"))
        .isEqualTo(new ForeignNextHop("paris", "192.0.2.99"));
  }
}
