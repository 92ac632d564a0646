package io.podspan.probeservice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.events.reason.PingFailure;
import io.podspan.events.reason.PingFailure.IcmpError;
import io.podspan.events.reason.PingFailure.NoReply;
import io.podspan.events.reason.PingFailure.NoResult;
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
    return PingOutput.parse(output, List.of(asked), 3).get(asked);
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
    assertThat(failure(output, "10.6.7.8")).isEqualTo(new NoResult("== 10.7.0.1"));
  }

  @Test
  void readsWhyNobodyAnsweredFromBusybox() throws IOException {
    String output = captured("busybox-1.35.txt");
    assertThat(failure(output, "10.7.0.1")).isEqualTo(new PingError("No route to host"));
    assertThat(failure(output, "10.200.0.1")).isEqualTo(new PingError("Network is unreachable"));
    assertThat(failure(output, "10.9.8.77")).isEqualTo(new NoReply(3));
    assertThat(failure(output, "10.9.8.9"))
        .isEqualTo(new NoResult("podspan-probe: line 3: ping: not found"));
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
    assertThat(PingOutput.parse(captured("iputils-20221126.txt"), List.of(asked), 3))
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
    assertThat(parse("== " + ADDRESS + "\n" + claims, ADDRESS)).isInstanceOf(Silent.class);
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
    String hostile = "== 10.9.8.2\nping: \u001b[31m\u202egone\u0000" + "x".repeat(200);
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
      assertThat(parse(output, ADDRESS)).isInstanceOf(Silent.class);
    }
    assertThat(parse("", ADDRESS)).isEqualTo(new Silent(3, new NoResult("nothing")));
    assertThat(parse("== 10.9.8.2\n\n", ADDRESS)).isEqualTo(new Silent(3, new NoResult("nothing")));
  }
}
