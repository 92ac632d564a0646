package io.podspan.cli.demo.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PingLogTest {
  @Test
  void nothingIsLostWhenEveryNumberIsAnswered() {
    assertThat(PingLog.parse(log(5, 1, 2, 3, 4, 5))).isEqualTo(new PingLog(5, 0, 0));
  }

  @Test
  void gapsAreCountedWithTheLongestInARow() {
    assertThat(PingLog.parse(log(9, 1, 4, 6, 9))).isEqualTo(new PingLog(9, 5, 2));
  }

  @Test
  void theLastOneMayHaveBeenUnderWay() {
    assertThat(PingLog.parse(log(5, 1, 2, 3, 4))).isEqualTo(new PingLog(4, 0, 0));
  }

  @Test
  void anOutageAtTheEndIsAnOutage() {
    assertThat(PingLog.parse(log(5, 1, 2))).isEqualTo(new PingLog(4, 2, 2));
  }

  @Test
  void anAnswerThatComesTwiceOrLateIsOneAnswer() {
    assertThat(PingLog.parse(log(3, 2, 1, 2, 3))).isEqualTo(new PingLog(3, 0, 0));
  }

  @Test
  void whatThePeerSaysOfAnUnreachableHostIsNoAnswer() {
    List<String> lines = new ArrayList<>(log(3, 1, 3));
    lines.add(1, "From 198.18.64.11 icmp_seq=2 Destination Host Unreachable");

    assertThat(PingLog.parse(lines)).isEqualTo(new PingLog(3, 1, 1));
  }

  @Test
  void withoutASummaryNothingIsKnown() {
    assertThatThrownBy(
            () -> PingLog.parse(List.of("PING 10.1.0.2 (10.1.0.2) 56(84) bytes of data.")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<String> log(int transmitted, int... answered) {
    List<String> lines = new ArrayList<>(List.of("PING 10.1.0.2 (10.1.0.2) 56(84) bytes of data."));
    IntStream.of(answered)
        .forEach(
            n -> lines.add("64 bytes from 10.1.0.2: icmp_seq=%d ttl=62 time=0.1 ms".formatted(n)));
    lines.add("--- 10.1.0.2 ping statistics ---");
    lines.add(transmitted + " packets transmitted, %d received".formatted(answered.length));
    return lines;
  }
}
