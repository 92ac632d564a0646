package io.podspan.probeservice.kubernetes;

import static io.podspan.probeservice.paths.PathKind.DNS;
import static io.podspan.probeservice.paths.PathKind.HTTP;
import static io.podspan.probeservice.paths.PathKind.ICMP;
import static io.podspan.probeservice.paths.PathKind.MTU;
import static io.podspan.probeservice.paths.PathKind.TCP;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.probeservice.ends.Why;
import io.podspan.probeservice.paths.PathKind;
import io.podspan.probeservice.paths.PathResult;
import io.podspan.probeservice.paths.PathResult.Counts;
import io.podspan.probeservice.paths.PathResult.Rtt;
import io.podspan.probeservice.paths.PathResult.State;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Words of bash 5.2, curl 7.88, BusyBox 1.36, OpenBSD nc, glibc getent and BIND nslookup. */
class MeasureOutputTest {
  private static final String PINGED =
      """
      PING 10.2.0.7 (10.2.0.7) 56(84) bytes of data.
      64 bytes from 10.2.0.7: icmp_seq=1 ttl=62 time=0.300 ms
      64 bytes from 10.2.0.7: icmp_seq=2 ttl=62 time=0.100 ms
      64 bytes from 10.2.0.7: icmp_seq=4 ttl=62 time=9.000 ms

      --- 10.2.0.7 ping statistics ---
      5 packets transmitted, 3 received, 40% packet loss, time 829ms
      rtt min/avg/max/mdev = 0.100/3.133/9.000/0.004 ms
      """;

  private static final String SILENT =
      """
      PING 10.2.0.7 (10.2.0.7) 548(576) bytes of data.

      --- 10.2.0.7 ping statistics ---
      1 packets transmitted, 0 received, 100% packet loss, time 0ms
      """;

  private static PathResult read(PathKind kind, String output) {
    Map<PathKind, PathResult> results =
        MeasureOutput.parse(
            output, "default/web-0", IpAddress.of("10.2.0.7"), Set.of(kind), 8080, "web.shop");
    assertThat(results).containsOnlyKeys(kind);
    return Objects.requireNonNull(results.get(kind));
  }

  private static void assertWhy(PathResult result, State state, String code) {
    assertThat(result.state()).isEqualTo(state);
    assertThat(result.why()).extracting(Why::code).isEqualTo(code);
  }

  @Test
  void countsRepliesAndTheirRoundTrips() {
    PathResult result = read(ICMP, "== icmp ping 0\n" + PINGED);
    assertThat(result.state()).isEqualTo(State.REACHED);
    assertThat(result.counts()).isEqualTo(new Counts(5, 3, new Rtt(100, 300, 9000)));
  }

  @Test
  void silenceIsUnreachedAndAPingThatMayNotSendIsNot() {
    assertWhy(read(ICMP, "== icmp ping 0\n" + SILENT), State.UNREACHED, "no-reply");
    assertWhy(
        read(ICMP, "== icmp ping 0\nping: permission denied (are you root?)\n"),
        State.NOT_MEASURED,
        "ping-unusable");
  }

  @ParameterizedTest
  @EnumSource(value = PathKind.class, names = "SOURCE", mode = EnumSource.Mode.EXCLUDE)
  void anImageWithoutToolsIsToldAndNotCalledUnreached(PathKind kind) {
    assertWhy(read(kind, "== " + kind.text() + " none 0\n\n"), State.NOT_MEASURED, "tool-missing");
    assertWhy(read(kind, ""), State.NOT_MEASURED, "no-result");
    assertWhy(read(kind, "== other none 0\nsh: not found\n"), State.NOT_MEASURED, "no-result");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bash | 1 | 10.2.0.7: connect: Connection refused | connection-refused",
        "bash | 124 | '' | connection-timed-out",
        "bash | 1 | bash: connect: No route to host | no-route",
        "nc | 1 | nc: timed out | connection-timed-out",
        "nc | 1 | nc: 10.2.0.7 (10.2.0.7:8080): Connection refused | connection-refused",
        "nc | 143 | '' | connection-timed-out",
        "curl | 28 | curl: (28) Connection timed out after 3001 milliseconds | connection-timed-out",
        "curl | 7 | curl: (7) Failed to connect to 10.2.0.7 | connection-failed",
        "python3 | 1 | ConnectionRefusedError: [Errno 111] Connection refused | connection-refused"
      })
  void aConnectionThatFailsHasAReason(String tool, int code, String said, String reason) {
    String output = "== tcp " + tool + " " + code + "\n" + said + "\n";
    assertWhy(read(TCP, output), State.UNREACHED, reason);
  }

  @Test
  void aConnectionThatIsMadeIsReachedAndAToolsOwnFailureSaysNothing() {
    assertThat(read(TCP, "== tcp nc 0\n\n").state()).isEqualTo(State.REACHED);
    assertWhy(
        read(TCP, "== tcp nc 1\nnc: socket: Operation not permitted\n"),
        State.NOT_MEASURED,
        "tool-unusable");
    assertWhy(read(TCP, "== tcp nc 127\n\n"), State.NOT_MEASURED, "tool-unusable");
    for (PathKind kind : List.of(TCP, HTTP)) {
      String said = "timeout: can't execute '4': No such file or directory";
      assertWhy(
          read(kind, "== " + kind.text() + " nc 127\n" + said + "\n"),
          State.NOT_MEASURED,
          "tool-unusable");
    }
  }

  @Test
  void anyStatusOfHttpIsAnAnswer() {
    assertThat(read(HTTP, "== http curl 0\nHTTP 204\n").detail()).isEqualTo("HTTP 204");
    assertThat(read(HTTP, "== http nc 0\nHTTP/1.1 404 Not Found\n").state())
        .isEqualTo(State.REACHED);
    assertWhy(read(HTTP, "== http bash 0\nSSH-2.0-x\n"), State.UNREACHED, "no-http");
    assertWhy(
        read(HTTP, "== http curl 7\ncurl: (7) Failed to connect\nHTTP 000\n"),
        State.UNREACHED,
        "connection-failed");
  }

  @ParameterizedTest
  @CsvSource({
    "curl, 1, curl: (1) Received HTTP/0.9 when not allowed",
    "curl, 52, curl: (52) Empty reply from server",
    "curl, 8, curl: (8) Weird server reply",
    "bash, 1, ''",
    "bash, 141, ''"
  })
  void whatConnectsAndDoesNotAnswerInHttpIsTold(String tool, int code, String said) {
    String section = tool + " " + code + "\n" + said + "\nHTTP 000\n";
    String words = tool.equals("bash") ? tool + " " + code + "\n\n" : section;
    assertWhy(read(HTTP, "== http " + words), State.UNREACHED, "no-http");
    assertThat(read(TCP, "== tcp " + words).state()).isEqualTo(State.NOT_MEASURED);
  }

  @Test
  void anAddressCountsWhateverElseNslookupSays() {
    String found = "Name:\tweb.shop\nAddress: 10.101.0.9\n";
    String missed = "** server can't find web.shop.cluster.local: NXDOMAIN\n";
    assertThat(read(DNS, "== dns nslookup 1\nServer:\tx\n" + found + missed).state())
        .isEqualTo(State.REACHED);
    for (String broken : List.of("SERVFAIL", "REFUSED")) {
      assertWhy(
          read(DNS, "== dns nslookup 1\n** server can't find web.shop: " + broken + "\n"),
          State.UNREACHED,
          "name-server-fails");
    }
  }

  @Test
  void aNameHasAddressesOrNoneOrNobodyKnows() {
    assertThat(read(DNS, "== dns getent 0\n10.101.0.9      web.shop\n").detail())
        .isEqualTo("web.shop is 10.101.0.9");
    assertThat(
            read(
                    DNS,
                    "== dns nslookup 0\nServer:\t10.101.0.10\nAddress:\t10.101.0.10:53\n\n"
                        + "Name:\tweb.shop\nAddress: 10.101.0.9\n")
                .detail())
        .isEqualTo("web.shop is 10.101.0.9");
    assertWhy(
        read(DNS, "== dns nslookup 1\n** server can't find web.shop: NXDOMAIN\n"),
        State.UNREACHED,
        "name-unknown");
    assertWhy(
        read(DNS, "== dns nslookup 1\n;; connection timed out; no servers could be reached\n"),
        State.UNREACHED,
        "name-server-silent");
    assertWhy(read(DNS, "== dns getent 2\n\n"), State.UNREACHED, "name-unresolved");
    assertWhy(read(DNS, "== dns getent 1\nusage\n"), State.NOT_MEASURED, "tool-unusable");
  }

  @Test
  void aSmallerMtuIsWellWhereARouterSaysSoAndElseLosesPackets() {
    PathResult whole = read(MTU, "== mtu ping 0\nlink 1500 found 1500 told 0\n");
    assertThat(whole.state()).isEqualTo(State.REACHED);
    assertThat(whole.mtu()).isEqualTo(1500);
    PathResult told = read(MTU, "== mtu ping 0\nlink 1500 found 1400 told 1400\n");
    assertThat(told.state()).isEqualTo(State.REACHED);
    assertThat(told.mtu()).isEqualTo(1400);
    PathResult lost = read(MTU, "== mtu ping 0\nlink 1500 found 1400 told 0\n");
    assertWhy(lost, State.UNREACHED, "too-big-lost");
    assertThat(lost.mtu()).isEqualTo(1400);
  }

  @Test
  void withoutAnInterfaceThatCanBeReadNoMtuIsKnown() {
    assertWhy(
        read(MTU, "== mtu ping 0\nlink 0 found 576 told 0\n"),
        State.NOT_MEASURED,
        "interface-mtu-unknown");
  }

  @Test
  void aPingWithoutTheOptionMeasuresNoMtuAndSilenceIsUnreached() {
    assertWhy(
        read(MTU, "== mtu ping 1\nping: unrecognized option: M\nBusyBox v1.36.1\n"),
        State.NOT_MEASURED,
        "tool-missing");
    assertWhy(read(MTU, "== mtu ping 1\n" + SILENT), State.UNREACHED, "no-reply");
  }

  @Test
  void ofTwoSectionsTheFirstHoldsAndNumbersHaveABound() {
    assertWhy(
        read(TCP, "== tcp nc 1\nrefused\n== tcp nc 0\n\n"), State.UNREACHED, "connection-refused");
    assertWhy(
        read(MTU, "== mtu ping 0\nlink 99999999999 found 1 told 1\n"),
        State.NOT_MEASURED,
        "tool-missing");
    assertThat(read(DNS, "== dns nslookup 1\n" + "\u001b[31m".repeat(9999)).why().text())
        .hasSizeLessThan(400)
        .doesNotContain("\u001b");
  }
}
