package io.podspan.probeservice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.events.reason.PingFailure;
import io.podspan.events.reason.PingFailure.IcmpError;
import io.podspan.events.reason.PingFailure.NoReply;
import io.podspan.events.reason.PingFailure.PingError;
import io.podspan.probeservice.measure.Ping;
import io.podspan.probeservice.measure.Ping.Answered;
import io.podspan.probeservice.measure.Ping.Silent;
import io.podspan.probeservice.measure.RoundTrip;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PingOutputTest {
  private static final String ADDRESS = "10.9.8.2";

  private static String captured(String name) throws IOException {
    try (InputStream in = PingOutputTest.class.getResourceAsStream("/captured/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Ping parse(String output, String address) {
    IpAddress asked = IpAddress.of(address);
    return PingOutput.parse(output, List.of(asked), 3).pings().get(asked);
  }

  /** What ping said instead of a result, null when there is one. */
  private static String unusable(String output, String address) {
    IpAddress asked = IpAddress.of(address);
    return PingOutput.parse(output, List.of(asked), 3).unusable().get(asked);
  }

  private static PingFailure failure(String output, String address) {
    return parse(output, address) instanceof Silent silent ? silent.cause() : null;
  }

  @Test
  void readsWhyNobodyAnsweredFromIputils() throws IOException {
    String output = captured("iputils-20221126.txt");
    assertThat(failure(output, "10.7.0.1")).isEqualTo(new PingError("No route to host"));
    assertThat(failure(output, "10.200.0.1")).isEqualTo(new PingError("Network is unreachable"));
    assertThat(failure(output, "10.6.2.1")).isEqualTo(new NoReply(3));
    assertThat(failure(output, "10.6.1.1"))
        .isEqualTo(new IcmpError("Destination Host Unreachable", ADDRESS));
    assertThat(failure(output, "10.6.0.1"))
        .isEqualTo(new IcmpError("Destination Net Unreachable", ADDRESS));
    assertThat(unusable(output, "10.6.7.8")).isEqualTo("== 10.7.0.1");
  }

  @Test
  void readsWhyNobodyAnsweredFromBusybox() throws IOException {
    String output = captured("busybox-1.35.txt");
    assertThat(failure(output, "10.7.0.1")).isEqualTo(new PingError("No route to host"));
    assertThat(failure(output, "10.200.0.1")).isEqualTo(new PingError("Network is unreachable"));
    assertThat(failure(output, "10.9.8.77")).isEqualTo(new NoReply(3));
    assertThat(unusable(output, "10.9.8.9")).isEqualTo("not found");
  }

  /** "Could not measure" is never "does not answer". */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ping: permission denied (are you root?) | permission denied (are you root?)",
        "ping: socket: Operation not permitted | socket: Operation not permitted",
        "ping: socktype: SOCK_RAW;ping: socket: Operation not permitted;ping: => missing cap_net_raw"
            + " | socket: Operation not permitted",
        "sh: ping: not found | not found",
        "bash: line 1: ping: command not found | command not found",
        "/bin/sh: 3: ping: Permission denied | Permission denied",
        "ping: ungültiges Zeitintervall: 0.2 | ungültiges Zeitintervall: 0.2",
        "ping: bad timing interval: 0.2 | bad timing interval: 0.2",
        "ping: unrecognized option: i;BusyBox v1.24.2 multi-call binary.;;Usage: ping HOST"
            + " | unrecognized option: i",
        "ping: invalid value (`0.2' near `.2')    | invalid value (`0.2' near `.2')",
        "ping: bad address 'fd00::1' | bad address 'fd00::1'",
        "Segmentation fault | Segmentation fault",
        "PING 10.9.8.2 (10.9.8.2): 56 data bytes | PING 10.9.8.2 (10.9.8.2): 56 data bytes"
      })
  void saysWhatPingLacks(String lines, String said) {
    String output = "== " + ADDRESS + "\n" + lines.replace(';', '\n') + "\n";
    assertThat(parse(output, ADDRESS)).isNull();
    assertThat(unusable(output, ADDRESS)).isEqualTo(said);
  }

  /** The packet was refused on its way out: that is the network, or a firewall. */
  @ParameterizedTest
  @CsvSource({
    "ping: sendto: Network is unreachable, Network is unreachable",
    "ping: sendmsg: Operation not permitted, Operation not permitted",
    "ping: sending packet: Network is unreachable, Network is unreachable",
    "ping: connect: Das Netzwerk ist nicht erreichbar, Das Netzwerk ist nicht erreichbar"
  })
  void saysWhyNothingWasSent(String line, String said) {
    assertThat(failure("== " + ADDRESS + "\n" + line, ADDRESS)).isEqualTo(new PingError(said));
  }

  static List<Arguments> replies() {
    return List.of(
        Arguments.of(
            """
            PING 10.9.8.2 (10.9.8.2) 56(84) Bytes an Daten.
            64 Bytes von 10.9.8.2: icmp_seq=1 ttl=62 Zeit=0,43 ms
            64 Bytes von 10.9.8.2: icmp_seq=2 ttl=62 Zeit=0,37 ms

            --- 10.9.8.2 Ping-Statistiken ---
            2 Pakete übertragen, 2 empfangen, 0% Paketverlust, Zeit 201ms
            rtt min/avg/max/mdev = 0,370/0,400/0,430/0,010 ms
            """,
            new Answered(2, 2, new RoundTrip(370, 400, 430))),
        Arguments.of(
            """
            PING 10.9.8.2 (10.9.8.2) 56(84) 比特的数据。
            64 比特，来自 10.9.8.2: icmp_seq=1 ttl=62 时间=0.410 毫秒

            --- 10.9.8.2 ping 统计 ---
            已发送 2 个包， 已接收 1 个包, 50% 包丢失, 耗时 201 毫秒
            """,
            new Answered(2, 1, new RoundTrip(410, 410, 410))),
        Arguments.of(
            """
            PING 10.9.8.2 (10.9.8.2): 56 data bytes
            64 bytes from 10.9.8.2: icmp_seq=0 ttl=62 time=0.430 ms
            64 bytes from 10.9.8.2: icmp_seq=1 ttl=62 time=0.370 ms
            --- 10.9.8.2 ping statistics ---
            2 packets transmitted, 2 packets received, 0% packet loss
            round-trip min/avg/max/stddev = 0.370/0.400/0.430/0.010 ms
            """,
            new Answered(2, 2, new RoundTrip(370, 400, 430))),
        Arguments.of(
            """
            PING 10.9.8.2 (10.9.8.2): 56 data bytes
            64 bytes from 10.9.8.2: icmp_seq=0 ttl=62 time=0.430 ms

            --- 10.9.8.2 ping statistics ---
            2 packets transmitted, 1 packets received, 50.0% packet loss
            round-trip min/avg/max/std-dev = 0.430/0.430/0.430/0.000 ms
            """,
            new Answered(2, 1, new RoundTrip(430, 430, 430))),
        Arguments.of(
            """
            64 bytes from 10.9.8.2: icmp_seq=1 ttl=62 time=0.4 ms
            64 bytes from 10.9.8.2: icmp_seq=1 ttl=62 time=0.9 ms (DUP!)
            --- 10.9.8.2 ping statistics ---
            3 packets transmitted, 1 received, +1 duplicates, 66% packet loss, time 402ms
            """,
            new Answered(3, 1, new RoundTrip(400, 400, 400))),
        Arguments.of(
            """
            --- 10.9.8.2 Ping-Statistiken ---
            3 Pakete übertragen, 0 empfangen, 100% Paketverlust, Zeit 403ms
            """,
            new Silent(3, new NoReply(3))));
  }

  @ParameterizedTest
  @MethodSource("replies")
  void readsTheRepliesOfEveryPing(String said, Ping ping) {
    assertThat(parse("== " + ADDRESS + "\n" + said, ADDRESS)).isEqualTo(ping);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "送信パケット数 3, 受信パケット数 0, 100% パケット損失, 時間 403ミリ秒",
        "3 paket iletildi, 0 alındı, %100 paket kaybı, süre 403ms",
        "3 paquets transmis, 0 reçus, 100\u00a0% paquets perdus, temps 403 ms",
        "3 패킷 전송됨, 0 수신됨, 100% 패킷 손실, 시간 403ms",
        "3 пакетов передано, 0 получено, +3 ошибок, 100% потеряно пакетов",
        "\tPackets: Sent = 3, Received = 0, Lost = 3 (100% loss),",
      })
  void readsThatNobodyAnsweredInEveryLanguage(String counts) {
    assertThat(parse("== " + ADDRESS + "\n" + counts, ADDRESS))
        .isEqualTo(new Silent(3, new NoReply(3)));
  }

  @Test
  void readsRoundTripsOfBothInMicroseconds() throws IOException {
    assertThat(parse(captured("iputils-20221126.txt"), ADDRESS))
        .isEqualTo(new Answered(3, 3, new RoundTrip(16, 33, 61)));
    assertThat(parse(captured("iputils-20221126.txt"), "::1"))
        .isEqualTo(new Answered(3, 3, new RoundTrip(39, 54, 83)));
    assertThat(parse(captured("busybox-1.35.txt"), ADDRESS))
        .isEqualTo(new Answered(3, 3, new RoundTrip(54, 76, 101)));
  }

  @Test
  void aPodCannotSpeakOfAddressesThatItWasNotAskedFor() throws IOException {
    IpAddress asked = IpAddress.of("10.6.2.1");
    assertThat(PingOutput.parse(captured("iputils-20221126.txt"), List.of(asked), 3).pings())
        .containsOnlyKeys(asked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9999 packets transmitted, 9999 received, 0% packet loss\n"
            + "rtt min/avg/max/mdev = 1.0/2.0/3.0/0.1 ms",
        "3 packets transmitted, 9999 received, 0% packet loss\n"
            + "rtt min/avg/max/mdev = 1.0/2.0/3.0/0.1 ms",
      })
  void countsNoMoreThanWasAskedFor(String claims) {
    assertThat(parse("== " + ADDRESS + "\n" + claims, ADDRESS))
        .isEqualTo(new Answered(3, 3, new RoundTrip(1000, 2000, 3000)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3 packets transmitted, 3 received, 0% packet loss",
        "3 packets transmitted, 3 received, 0% loss\nrtt min/avg/max/mdev = 3.0/2.0/1.0/0.1 ms",
        "3 packets transmitted, 3 received, 0% loss\nrtt min/avg/max/mdev = -1/NaN/99999999999/0",
        "99999999999999999999 packets transmitted, 3 received, 0% packet loss",
        "rtt min/avg/max/mdev = 1.0/2.0/3.0/0.1 ms",
      })
  void doesNotBelieveWhatDoesNotAddUp(String claims) {
    assertThat(parse("== " + ADDRESS + "\n" + claims, ADDRESS)).isNull();
    assertThat(unusable("== " + ADDRESS + "\n" + claims, ADDRESS)).isNotBlank();
  }

  @Test
  void ofTwoSectionsOfOneAddressTheFirstHolds() {
    String twice =
        """
        == 10.9.8.2
        3 packets transmitted, 0 received, 100% packet loss, time 404ms
        == 10.9.8.2
        3 packets transmitted, 3 received, 0% packet loss, time 404ms
        rtt min/avg/max/mdev = 0.016/0.033/0.061/0.019 ms
        """;
    assertThat(parse(twice, ADDRESS)).isEqualTo(new Silent(3, new NoReply(3)));
  }

  @Test
  void errorsAreOnePlainBoundedLine() {
    String hostile = "== 10.9.8.2\nping: sendto: \u001b[31m\u202egone\u0000" + "x".repeat(200);
    assertThat(failure(hostile, ADDRESS))
        .isInstanceOfSatisfying(
            PingError.class,
            error ->
                assertThat(error.message())
                    .hasSizeLessThan(130)
                    .doesNotContainPattern("\\p{Cntrl}|\\p{Cf}"));
  }

  @Test
  void anyBytesGiveAResult() {
    Random random = new Random(20261123);
    byte[] bytes = new byte[4096];
    for (int run = 0; run < 200; run++) {
      random.nextBytes(bytes);
      String output = "== " + ADDRESS + "\n" + new String(bytes, StandardCharsets.UTF_8);
      assertThat(unusable(output, ADDRESS)).isNotBlank();
    }
    assertThat(unusable("", ADDRESS)).isEqualTo("nothing");
    assertThat(unusable("== 10.9.8.2\n\n", ADDRESS)).isEqualTo("nothing");
  }
}
