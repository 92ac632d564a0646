package io.podspan.routecollector.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.podspan.addresses.IpAddress;
import io.podspan.events.NodeSession;
import io.podspan.events.NodeState;
import io.podspan.events.ReflectorState;
import io.podspan.events.reason.PathReason;
import io.podspan.events.reason.Reason;
import io.podspan.events.reason.RouteReason;
import io.podspan.routecollector.router.Captured;
import io.podspan.routecollector.router.Damage;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node of the rig printed, and what it would have printed with something wrong. */
class FindingsTest {
  private static final String WELL = Captured.text("check-kube-router.txt");
  private static final Instant THEN = Instant.ofEpochSecond(clock());
  private static final NodeState HERE =
      new NodeState("paris-1", "198.18.71.71", List.of("10.7.0.0/24"));
  private static final NodeState THERE =
      new NodeState("paris-2", "198.18.71.72", List.of("10.7.1.0/24"));
  private static final Asked FROM_A_POD =
      new Asked("paris-1", IpAddress.of("10.7.1.3"), null, IpAddress.of("10.7.0.3"));
  private static final String ROUTE =
      "10.7.1.3 from 10.7.0.3 via 198.18.71.72 dev eth0 \\    cache iif kube-bridge ";

  private static long clock() {
    return Long.parseLong(WELL.lines().skip(1).findFirst().orElseThrow());
  }

  private static Findings.Result result(String text) {
    return Findings.of(
        FROM_A_POD,
        Evidence.of(FROM_A_POD, text),
        new Context(
            HERE, new Context.Toward("paris", THERE), null, List.of(), THEN, THEN.plusSeconds(1)));
  }

  private static List<Reason> reasons(String text) {
    return result(text).findings().stream().map(Finding::reason).toList();
  }

  /** The same, with this section in the place of the one of this name. */
  private static String with(String section, int exit, String lines) {
    int start = WELL.indexOf("== " + section + "\n");
    int end = WELL.indexOf("== exit ", start);
    assertThat(start).as(section).isNotNegative();
    return WELL.substring(0, start)
        + ("== " + section + "\n" + lines + "\n== exit " + exit)
        + WELL.substring(WELL.indexOf('\n', end));
  }

  @Test
  void ofANodeThatIsWellNothingIsSaid() {
    assertThat(result(WELL)).isEqualTo(new Findings.Result(List.of(), List.of()));
  }

  @Test
  void theWayIsTheOneOfTheAskedPod() {
    Way way = Evidence.of(FROM_A_POD, WELL).way();
    assertThat(way)
        .isEqualTo(new Way(Way.Outcome.FORWARDED, "198.18.71.72", "eth0", null, null, ROUTE));
  }

  @ParameterizedTest
  @CsvSource({
    "Invalid argument,blackhole",
    "Permission denied,prohibit",
    "No route to host,unreachable"
  })
  void aRouteThatDropsIsNamedWithItsPrefix(String answer, String kind) {
    String text =
        with("from", 2, "RTNETLINK answers: " + answer)
            .replace("== covers\n", "== covers\n" + kind + " 10.7.1.0/25 \n");
    assertThat(reasons(text)).containsExactly(new PathReason.Blackhole(kind, "10.7.1.0/25"));
  }

  @Test
  void whereOnlyTheDefaultRouteIsLeftTheRouteIsGone() {
    String text =
        with(
                "from",
                0,
                "10.7.1.3 from 10.7.0.3 via 198.18.71.1 dev eth0 \\    cache iif kube-bridge ")
            .replaceFirst("10.7.1.0/24 via 198.18.71.72 dev eth0 proto 17 \n", "");
    assertThat(reasons(text)).containsExactly(new PathReason.NoRoute("10.7.1.3"));
  }

  @Test
  void withoutAnyRouteThereIsNone() {
    assertThat(reasons(with("from", 2, "RTNETLINK answers: Network is unreachable")))
        .containsExactly(new PathReason.NoRoute("10.7.1.3"));
  }

  @Test
  void aRouteToAnotherNextHopIsNamed() {
    String text =
        with(
                "from",
                0,
                "10.7.1.3 from 10.7.0.3 via 198.18.71.77 dev eth0 \\    cache iif kube-bridge ")
            .replace("10.7.1.0/24 via 198.18.71.72", "10.7.1.0/24 via 198.18.71.77");
    assertThat(reasons(text))
        .containsExactly(new RouteReason.OtherKernelRoute("unicast", "198.18.71.77", "eth0"));
  }

  @Test
  void anInterfaceThatIsDownGoesBeforeTheRouteThatWentWithIt() {
    String text =
        with("from", 2, "RTNETLINK answers: Network is unreachable")
            .replaceFirst(
                "eth0@if\\d+: <BROADCAST,MULTICAST,UP,LOWER_UP>",
                "eth0@if4: <BROADCAST,MULTICAST>");
    assertThat(reasons(text))
        .containsExactly(new RouteReason.InterfaceDown("198.18.71.72", "eth0", "down"));
  }

  @Test
  void aPacketThatComesInByAnotherInterfaceThanItsWayBackIsFiltered() {
    assertThat(reasons(with("from", 2, "RTNETLINK answers: Invalid cross-device link")))
        .containsExactly(new PathReason.ReversePathFiltered("10.7.0.3", "kube-bridge"));
  }

  @Test
  void aNewerKernelSaysThatInOtherWords() {
    String refused = with("from", 2, "RTNETLINK answers: Invalid argument");
    String elsewhere = refused.replaceFirst("(== back\n10.7.0.3 dev )kube-bridge", "$1eth7");
    assertThat(reasons(elsewhere.replace("ipv4/conf/all/rp_filter:0", "ipv4/conf/all/rp_filter:1")))
        .containsExactly(new PathReason.ReversePathFiltered("10.7.0.3", "kube-bridge"));
    assertThat(result(elsewhere).findings()).as("the filter is off").isEmpty();
    assertThat(result(elsewhere).unknown())
        .extracting(Unknown::what)
        .containsExactly("the kernel's route for packets from the source");
  }

  @Test
  void aCounterOfTheReversePathFilterThatGrowsDuringAPingSaysTheSame() {
    String text =
        with("ping", 0, "2 packets transmitted, 0 received, 100% packet loss, time 208ms");
    assertThat(reasons(filtered(text, 2)))
        .containsExactly(
            new PathReason.ReversePathFiltered("10.7.1.3", "another interface than eth0"));
    assertThat(reasons(filtered(WELL, 2))).as("the ping was answered").isEmpty();
  }

  private static String filtered(String text, int by) {
    return grown(text, "IPReversePathFilter", by);
  }

  /** The same, with this counter grown while the node was pinging. */
  private static String grown(String text, String counter, int by) {
    int after = text.indexOf("== after");
    List<String> lines = text.substring(after).lines().toList();
    int at = List.of(lines.get(1).split(" ")).indexOf(counter);
    String[] numbers = lines.get(2).split(" ");
    numbers[at] = String.valueOf(Long.parseLong(numbers[at]) + by);
    return text.substring(0, after)
        + text.substring(after).replace(lines.get(2), String.join(" ", numbers));
  }

  private static final ReflectorState REFLECTOR = new ReflectorState("rr1", "10.7.1.3", 179, 64512);

  private static Findings.Result lookTowardsTheReflector(String text, NodeSession... sessions) {
    Context context =
        new Context(HERE, null, REFLECTOR, List.of(sessions), THEN, THEN.plusSeconds(1));
    return Findings.of(FROM_A_POD, Evidence.of(FROM_A_POD, text), context);
  }

  private static List<Reason> towardsTheReflector(String text, NodeSession... sessions) {
    return lookTowardsTheReflector(text, sessions).findings().stream()
        .map(Finding::reason)
        .toList();
  }

  private static NodeSession session(String address, String state) {
    return new NodeSession(address, 64512, state, true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TCPMD5NotFound", "TCPMD5Unexpected", "TCPMD5Failure"})
  void segmentsThatTheKernelDropsForTheirSignatureTellOfAnotherKey(String counter) {
    assertThat(
            towardsTheReflector(
                grown(WELL, counter, 2),
                session("10.7.1.3", "Connect"),
                session("10.7.1.9", "Established")))
        .containsExactly(new PathReason.SessionKeyWrong("paris-1", "rr1"));
    assertThat(reasons(grown(WELL, counter, 2))).as("no way to a reflector").isEmpty();
  }

  @Test
  void ofSeveralSessionsThatAreNotEstablishedNobodyKnowsWhichHasAnotherKey() {
    assertThat(
            towardsTheReflector(
                grown(WELL, "TCPMD5Failure", 2),
                session("10.7.1.9", "Active"),
                session("10.7.1.3", "Connect")))
        .containsExactly(new PathReason.SessionKeyWrong("paris-1", "rr1 or 10.7.1.9"));
  }

  @Test
  void whereTheSessionIsEstablishedItHasTheRightKey() {
    String text = grown(WELL, "TCPMD5Failure", 2);
    Findings.Result another =
        lookTowardsTheReflector(
            text, session("10.7.1.3", "Established"), session("10.7.1.9", "Active"));
    assertThat(another.findings()).isEmpty();
    assertThat(another.unknown())
        .extracting(Unknown::what)
        .containsExactly("which connection has another key");
    Findings.Result unasked = lookTowardsTheReflector(text);
    assertThat(unasked.findings()).as("the router could not be asked").isEmpty();
    assertThat(unasked.unknown())
        .extracting(Unknown::what)
        .containsExactly("which connection has another key");
  }

  @Test
  void aRouterThatExpectsAnotherAsOfTheReflectorIsNamedWithBoth() {
    assertThat(towardsTheReflector(WELL, new NodeSession("10.7.1.3", 64999, "Idle", true)))
        .containsExactly(
            new PathReason.SessionAsWrong(
                "paris-1", "rr1", "the router expects AS 64999 of it, and it has AS 64512"));
  }

  @Test
  void ofASessionAsItShouldBeNothingIsSaid() {
    assertThat(
            towardsTheReflector(
                WELL,
                new NodeSession("10.7.1.3", 64512, "Established", true),
                new NodeSession("10.7.1.9", 64999, "Idle", false)))
        .isEmpty();
    assertThat(towardsTheReflector(WELL, new NodeSession("10.7.1.3", 0, "Idle", true))).isEmpty();
  }

  @Test
  void forwardingThatIsOffIsNoUnreachableRoute() {
    String text =
        with("from", 2, "RTNETLINK answers: No route to host")
            .replace("ipv4/ip_forward:1", "ipv4/ip_forward:0")
            .replace("ipv4/conf/all/forwarding:1", "ipv4/conf/all/forwarding:0");
    assertThat(reasons(text)).containsExactly(new PathReason.ForwardingOff("ipv4", "all"));
  }

  @Test
  void forwardingThatIsOffForOneInterfaceIsNamedWithIt() {
    assertThat(
            reasons(
                WELL.replace(
                    "ipv4/conf/kube-bridge/forwarding:1", "ipv4/conf/kube-bridge/forwarding:0")))
        .containsExactly(new PathReason.ForwardingOff("ipv4", "kube-bridge"));
  }

  @Test
  void aRuleThatDropsIsNamedWithItsCount() {
    String text =
        WELL.replaceFirst(
            ":OUTPUT ACCEPT", "[5:420] -A FORWARD -d 10.7.0.0/16 -j DROP\n:OUTPUT ACCEPT");
    assertThat(reasons(text))
        .containsExactly(
            new PathReason.ForwardDropped("-A FORWARD -d 10.7.0.0/16 -j DROP", 5, false));
  }

  @Test
  void aRuleThatMayHaveDroppedItIsUnknown() {
    String text =
        WELL.replaceFirst(
            ":OUTPUT ACCEPT",
            "[5:420] -A FORWARD -p tcp -m tcp --dport 80 -j DROP\n:OUTPUT ACCEPT");
    assertThat(result(text).findings()).isEmpty();
    assertThat(result(text).unknown())
        .extracting(Unknown::what)
        .containsExactly("whether a packet filter drops it");
  }

  @Test
  void aNextHopThatDoesNotAnswerIsNamed() {
    assertThat(reasons(with("neighbour", 0, "198.18.71.72 FAILED ")))
        .containsExactly(new PathReason.NeighbourUnreachable("198.18.71.72", "eth0", "FAILED"));
  }

  @Test
  void aNextHopThatMayAnswerIsUnknown() {
    String silent = "2 packets transmitted, 0 received, 100% packet loss, time 208ms";
    String text =
        with("neighbour", 0, "198.18.71.72 lladdr 2e:95:5f:2a:f6:00 DELAY ")
            .replaceAll("\\d packets? transmitted, .*", silent);
    assertThat(result(text).findings()).isEmpty();
    assertThat(result(text).unknown()).extracting(Unknown::what).containsExactly("the neighbour");
  }

  @Test
  void aNodeThatHasTheAddressOfTheNextHopIsNamed() {
    String text = WELL.replace("inet 198.18.71.71/24", "inet 198.18.71.72/24");
    assertThat(reasons(text))
        .containsExactly(
            new PathReason.DuplicateAddress("198.18.71.72", "eth0", "paris-1", "paris-2 of paris"));
  }

  @ParameterizedTest
  @CsvSource({"30", "-30"})
  void aClockThatIsWrongIsNamedWithItsSeconds(long off) {
    assertThat(reasons(with("clock", 0, String.valueOf(clock() + off))))
        .containsExactly(new PathReason.ClockOff("paris-1", off));
  }

  @Test
  void aClockThatIsReadASecondLaterIsRight() {
    assertThat(reasons(with("clock", 0, String.valueOf(clock() + 5)))).isEmpty();
  }

  @Test
  void theFirstThatAPacketMeetsComesFirst() {
    String text =
        with("neighbour", 0, "198.18.71.72 FAILED ")
            .replaceFirst(":OUTPUT ACCEPT", "[5:420] -A FORWARD -j DROP\n:OUTPUT ACCEPT")
            .replace("ipv4/ip_forward:1", "ipv4/ip_forward:0");
    assertThat(reasons(text).stream().map(Reason::code))
        .containsExactly("forwarding-off", "forward-dropped", "neighbour-unreachable");
  }

  @Test
  void whatWasNotPrintedIsUnknownAndNotFine() {
    assertThat(result("").findings()).isEmpty();
    assertThat(result("").unknown())
        .extracting(Unknown::what)
        .contains(
            "the clock",
            "the kernel's route",
            "the kernel's route for packets from the source",
            "the interfaces",
            "the packet filter",
            "the settings of the kernel",
            "the counter of the reverse path filter");
  }

  @Test
  void cutAtEachOctetItIsReadAndNothingIsMadeUp() {
    for (int end = 0; end < WELL.length(); end++) {
      Findings.Result result = result(WELL.substring(0, end));
      assertThat(result.findings()).as("cut at " + end).isEmpty();
    }
  }

  @Test
  void damagedItThrowsNothing() {
    Random random = new Random(12);
    for (int i = 0; i < 2_000; i++) {
      String text = Damage.damaged(Damage.damaged(WELL, random) + "\n", random);
      assertThatCode(() -> result(text)).doesNotThrowAnyException();
    }
  }
}
