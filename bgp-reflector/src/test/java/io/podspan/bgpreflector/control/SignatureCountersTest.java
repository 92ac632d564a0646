package io.podspan.bgpreflector.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgpreflector.control.SignatureCounters.Cause;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureCountersTest {
  @Test
  void numbersAreFoundByTheNamesAboveThem() {
    List<String> lines =
        List.of(
            "TcpExt: SyncookiesSent TCPMD5NotFound TCPMD5Unexpected TCPMD5Failure TCPSackShifted",
            "TcpExt: 1 2 3 4 5",
            "IpExt: InNoRoutes",
            "IpExt: 9");
    assertThat(SignatureCounters.of(lines, Cause.NOT_SIGNED)).isEqualTo(2);
    assertThat(SignatureCounters.of(lines, Cause.NO_KEY_HERE)).isEqualTo(3);
    assertThat(SignatureCounters.of(lines, Cause.WRONG_KEY)).isEqualTo(4);
  }

  @Test
  void whatTheKernelDoesNotSayIsNoNumber() {
    assertThat(SignatureCounters.of(List.of(), Cause.WRONG_KEY)).isNaN();
    assertThat(SignatureCounters.of(List.of("TcpExt: A", "TcpExt: 1"), Cause.WRONG_KEY)).isNaN();
    assertThat(
            SignatureCounters.of(List.of("TcpExt: A TCPMD5Failure", "TcpExt: 1"), Cause.WRONG_KEY))
        .isNaN();
  }

  @Test
  void thisKernelSaysIt() {
    assertThat(SignatureCounters.read(Cause.WRONG_KEY)).isNotNegative();
  }
}
