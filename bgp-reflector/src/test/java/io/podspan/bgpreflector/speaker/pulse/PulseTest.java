package io.podspan.bgpreflector.speaker.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgpreflector.speaker.pulse.Finding.Answers;
import io.podspan.bgpreflector.speaker.pulse.Finding.Resumed;
import io.podspan.bgpreflector.speaker.pulse.Finding.Stalled;
import io.podspan.bgpreflector.speaker.pulse.Finding.StillStalled;
import io.podspan.bgpreflector.speaker.report.Stall;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** With a kernel that counts by hand, and a clock that stands still until told. */
class PulseTest {
  private final Pulse pulse = new Pulse(0);
  private long millis;
  private long ackedAt;
  private int probes;
  private int retransmits;
  private int unacked;
  private long bytesAcked;
  private long bytesReceived;
  private int segments;
  private int dataSegments;

  private Finding afterASecond() {
    millis += 1_000;
    return look();
  }

  private Finding look() {
    TcpSigns signs =
        new TcpSigns(
            probes,
            retransmits,
            unacked,
            millis - ackedAt,
            bytesAcked,
            bytesReceived,
            segments,
            dataSegments);
    return pulse.look(signs, TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** The peer's kernel answers a keepalive of TCP, half a second after the last look. */
  private void answers() {
    probes = 0;
    segments++;
    ackedAt = millis + 500;
  }

  private void sendsData() {
    bytesReceived += 19;
    repeatsData();
  }

  /** A segment with data resets the kernel's count of probes, whatever it acknowledges. */
  private void repeatsData() {
    probes = 0;
    segments++;
    dataSegments++;
    ackedAt = millis + 500;
  }

  private void probesUnanswered(int count) {
    probes = count;
  }

  @Test
  void aQuietPeerWhoseKernelAnswersIsWell() {
    for (int second = 1; second < 100; second++) {
      if (second % 3 == 0) {
        answers();
      }
      assertThat(afterASecond()).isInstanceOf(Answers.class);
    }
  }

  @Test
  void aPeerThatAnswersNoKeepaliveIsStalledAfterSixSeconds() {
    afterASecond();
    afterASecond();
    probesUnanswered(1);
    afterASecond();
    afterASecond();
    probesUnanswered(2);
    assertThat(afterASecond()).as("the second may be answered yet").isInstanceOf(Answers.class);

    assertThat(afterASecond())
        .isInstanceOfSatisfying(
            Stalled.class,
            stalled -> {
              assertThat(stalled.seen().silent()).hasSeconds(6);
              assertThat(stalled.seen().unanswered()).isEqualTo(2);
              assertThat(stalled.seen().isHeard()).isFalse();
              assertThat(stalled.seen().text())
                  .isEqualTo("has answered nothing for 6 s, and nothing has come from it for 6 s");
            });
    assertThat(afterASecond()).isInstanceOf(StillStalled.class);
  }

  @Test
  void oneLostKeepaliveIsNoStall() {
    for (int second = 0; second < 60; second++) {
      probesUnanswered(1);
      assertThat(afterASecond()).isInstanceOf(Answers.class);
    }
  }

  @Test
  void aPeerThatAcknowledgesNoDataIsStalled() {
    unacked = 1;
    for (int second = 1; second < 6; second++) {
      retransmits = second;
      assertThat(afterASecond()).isInstanceOf(Answers.class);
    }
    assertThat(afterASecond()).isInstanceOf(Stalled.class);
  }

  @Test
  void oldRepetitionsOfDataThatWasAcknowledgedAreNoStall() {
    retransmits = 7;
    for (int second = 0; second < 60; second++) {
      assertThat(afterASecond()).isInstanceOf(Answers.class);
    }
  }

  @Test
  void aPeerThatRepeatsWhatWeAcknowledgedDoesNotHearUs() {
    sendsData();
    for (int second = 1; second < 6; second++) {
      assertThat(afterASecond()).isInstanceOf(Answers.class);
      repeatsData();
    }

    assertThat(afterASecond())
        .isInstanceOfSatisfying(
            Stalled.class, stalled -> assertThat(stalled.seen().isHeard()).isTrue());
  }

  @Test
  void aPeerThatRepeatedTwiceAndSendsNewDataIsNotStalled() {
    sendsData();
    afterASecond();
    repeatsData();
    afterASecond();
    repeatsData();
    afterASecond();
    for (int second = 0; second < 10; second++) {
      sendsData();
      assertThat(afterASecond()).isInstanceOf(Answers.class);
    }
  }

  @Test
  void whatAPeerRepeatsIsNoAnswer() {
    aPeerThatRepeatsWhatWeAcknowledgedDoesNotHearUs();

    repeatsData();
    assertThat(afterASecond()).isInstanceOf(StillStalled.class);
    assertThat(afterASecond()).isInstanceOf(StillStalled.class);
  }

  @Test
  void aPeerThatSendsAndNeedsNotAnswerIsNotStalled() {
    for (int second = 0; second < 60; second++) {
      sendsData();
      assertThat(afterASecond()).isInstanceOf(Answers.class);
    }
  }

  @Test
  void anAnswerToAKeepaliveEndsTheStall() {
    aPeerThatAnswersNoKeepaliveIsStalledAfterSixSeconds();

    answers();
    assertThat(afterASecond())
        .isInstanceOfSatisfying(
            Resumed.class, resumed -> assertThat(resumed.silent()).hasMillis(7_500));
    assertThat(afterASecond()).isInstanceOf(Answers.class);
  }

  @Test
  void anAcknowledgementOfDataEndsTheStall() {
    aPeerThatAcknowledgesNoDataIsStalled();

    unacked = 0;
    retransmits = 0;
    bytesAcked += 19;
    sendsData();
    assertThat(afterASecond()).isInstanceOf(Resumed.class);
  }

  @Test
  void aPeerMayStallAgain() {
    anAnswerToAKeepaliveEndsTheStall();

    probesUnanswered(2);
    Finding last = afterASecond();
    for (int second = 0; second < 6 && last instanceof Answers; second++) {
      last = afterASecond();
    }
    assertThat(last)
        .isInstanceOfSatisfying(
            Stalled.class, stalled -> assertThat(stalled.seen().silent()).hasMillis(6_500));
  }

  @Test
  void aPauseOfOurOwnIsNoStall() {
    answers();
    afterASecond();
    millis += 60_000;
    ackedAt = millis - 2_000;
    segments += 20;
    assertThat(look()).isInstanceOf(Answers.class);
  }

  @Test
  void saysWhetherOnlyTheWayToThePeerIsBroken() {
    Stall oneWay = new Stall(Duration.ofSeconds(9), Duration.ofSeconds(1), 2);
    assertThat(oneWay.text())
        .isEqualTo(
            "has answered nothing for 9 s, though packets of it arrive: what is sent to it does"
                + " not");
  }
}
