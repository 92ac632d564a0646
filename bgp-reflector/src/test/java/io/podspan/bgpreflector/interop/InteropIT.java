package io.podspan.bgpreflector.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.testkit.Patience;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reflector between all daemons at once; its traffic is judged by tshark at the end. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InteropIT {
  @TempDir static Path folder;
  private static Lab lab;
  private static Capture capture;

  static Stream<String> daemons() {
    return Lab.DAEMONS.stream();
  }

  @BeforeAll
  static void start() throws IOException {
    lab = Lab.prepare(folder);
    capture = Capture.start(lab.fabric(), folder);
    lab.startAll(Guard.NONE);
    lab.awaitAllEstablished();
  }

  @AfterAll
  static void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  @Order(1)
  @ParameterizedTest(name = "{0}")
  @MethodSource("daemons")
  void everyOtherDaemonHasItsRouteWithItsOwnNextHop(String daemon) {
    Station origin = lab.router(daemon).station();

    for (Router other : lab.others(lab.router(daemon))) {
      SeenRoute route = lab.awaitRoute(other, origin.plain());
      assertThat(route.nextHop())
          .describedAs("next hop at %s", other.station().name())
          .isEqualTo(origin.address());
      assertReflectedOnce(route, origin, other);
    }
  }

  @Order(1)
  @ParameterizedTest(name = "{0}")
  @MethodSource("daemons")
  void everyOtherDaemonHasItsIpv6RouteWithItsOwnNextHop(String daemon) {
    Station origin = lab.router(daemon).station();

    for (Router other : lab.others(lab.router(daemon))) {
      SeenRoute route = lab.awaitRoute(other, origin.plainV6());
      assertThat(route.nextHop())
          .describedAs("next hop at %s", other.station().name())
          .isEqualTo(origin.addressV6());
      assertReflectedOnce(route, origin, other);
    }
  }

  /** RFC 4456, section 8. */
  private static void assertReflectedOnce(SeenRoute route, Station origin, Router at) {
    assertThat(route.originatorId())
        .describedAs("ORIGINATOR_ID at %s", at.station().name())
        .isEqualTo(origin.address());
    assertThat(route.clusterList())
        .describedAs("CLUSTER_LIST at %s", at.station().name())
        .containsExactly(Fabric.HOST);
  }

  @Order(2)
  @ParameterizedTest(name = "{0}")
  @MethodSource("daemons")
  void everyOtherDaemonHasItsCommunitiesAndLargeCommunities(String daemon) {
    Station origin = lab.router(daemon).station();

    for (Router other : lab.others(lab.router(daemon))) {
      SeenRoute route = lab.awaitRoute(other, origin.tagged());
      assertThat(route.communities())
          .describedAs("COMMUNITIES at %s", other.station().name())
          .containsExactly(origin.community());
      assertThat(route.largeCommunities())
          .describedAs("LARGE_COMMUNITY at %s", other.station().name())
          .containsExactly(origin.largeCommunity());
    }
  }

  @Order(2)
  @ParameterizedTest(name = "{0}")
  @MethodSource("daemonsThatPrepend")
  void everyOtherDaemonHasItsRouteOfThreeHundredHops(String daemon) {
    Station origin = lab.router(daemon).station();

    for (Router other : lab.others(lab.router(daemon))) {
      SeenRoute route = lab.awaitRoute(other, origin.farAway());
      assertThat(route.asPathHops())
          .describedAs("AS_PATH at %s", other.station().name())
          .isEqualTo(Station.LONG_AS_PATH);
    }
  }

  /** The others cannot be told to announce so long a path, or get it wrong. */
  static Stream<String> daemonsThatPrepend() {
    return Stream.of("bird", "bird2");
  }

  @Order(2)
  @ParameterizedTest(name = "{0}")
  @MethodSource("daemonsThatSendNoAdvertise")
  void nobodyHasItsRouteWithNoAdvertise(String daemon) {
    Station origin = lab.router(daemon).station();
    // All four of its IPv4 routes, or three, have arrived, and the one of IPv6.
    Patience.await().until(() -> lab.session(lab.router(daemon)).prefixesAccepted() >= 4);

    for (Router other : lab.others(lab.router(daemon))) {
      assertThat(other.learned())
          .describedAs("at %s", other.station().name())
          .containsKey(origin.tagged())
          .doesNotContainKey(origin.unadvertised());
    }
  }

  /** The others keep such a route to themselves. */
  static Stream<String> daemonsThatSendNoAdvertise() {
    return Stream.of("bird", "bird2", "exabgp");
  }

  @Order(3)
  @ParameterizedTest(name = "{0}")
  @MethodSource("daemonsThatAsk")
  void sendsEverythingAgainWhenItAsks(String daemon) {
    Router router = lab.router(daemon);
    Map<String, SeenRoute> before = router.learned();
    long sent = lab.session(router).updatesSent();

    router.askForRefresh();

    Patience.await()
        .untilAsserted(
            () ->
                assertThat(lab.session(router).updatesSent())
                    .isGreaterThanOrEqualTo(sent + 2L * (Lab.DAEMONS.size() - 1)));
    lab.awaitLearned(router, before::equals, "has what it had");
    assertThat(lab.session(router).timesEstablished()).isEqualTo(1);
  }

  /** GoBGP keeps what it was sent, and never asks for it again. */
  static Stream<String> daemonsThatAsk() {
    return daemons().filter(daemon -> !daemon.startsWith("gobgpd"));
  }

  @Order(3)
  @ParameterizedTest(name = "{0}")
  @MethodSource("daemonsThatAnnounceAgain")
  void hearsItsRoutesAgainAndTellsNobody(String daemon) {
    Router router = lab.router(daemon);
    long received = lab.session(router).updatesReceived();
    Map<String, Long> sent = updatesSent(lab.others(router));

    router.announceAgain();

    Patience.await().until(() -> lab.session(router).updatesReceived() >= received + 2);
    for (Router other : lab.others(router)) {
      assertThat(other.learned()).containsKeys(router.station().plain(), router.station().tagged());
    }
    assertThat(updatesSent(lab.others(router))).isEqualTo(sent);
  }

  /** OpenBGPD has no command for it, and ExaBGP starts a new session. */
  static Stream<String> daemonsThatAnnounceAgain() {
    return Stream.of("gobgpd", "gobgpd4", "bird", "bird2", "frr");
  }

  private static Map<String, Long> updatesSent(List<Router> routers) {
    return routers.stream()
        .collect(
            Collectors.toMap(
                router -> router.station().name(), router -> lab.session(router).updatesSent()));
  }

  @Order(4)
  @ParameterizedTest(name = "{0}")
  @MethodSource("daemons")
  void itsRoutesGoWhenItDiesAndComeAgainWithIt(String daemon) throws IOException {
    Router router = lab.router(daemon);
    Station origin = router.station();
    Map<String, Long> sessions = timesEstablished(lab.others(router));

    router.kill();
    for (Router other : lab.others(router)) {
      lab.awaitLearned(
          other,
          routes ->
              !routes.containsKey(origin.plain())
                  && !routes.containsKey(origin.tagged())
                  && !routes.containsKey(origin.plainV6()),
          "has lost the routes of " + daemon);
    }

    router.start(Guard.NONE);
    for (Router other : lab.others(router)) {
      lab.awaitRoute(other, origin.plain());
      lab.awaitRoute(router, other.station().plain());
    }
    assertThat(timesEstablished(lab.others(router))).isEqualTo(sessions);
  }

  private static Map<String, Long> timesEstablished(List<Router> routers) {
    return routers.stream()
        .collect(
            Collectors.toMap(
                router -> router.station().name(),
                router -> lab.session(router).timesEstablished()));
  }

  @Order(5)
  @Test
  void everybodyHasEverythingAgainAfterTheReflectorRestarted() throws IOException {
    Map<String, Set<String>> before = tables();

    lab.restartReflector();

    lab.awaitAllEstablished();
    Patience.await().untilAsserted(() -> assertThat(tables()).isEqualTo(before));
  }

  private static Map<String, Set<String>> tables() {
    Map<String, Set<String>> tables = new TreeMap<>();
    for (String daemon : Lab.DAEMONS) {
      tables.put(daemon, lab.router(daemon).learned().keySet());
    }
    return tables;
  }

  @Order(6)
  @Test
  void tsharkFindsNothingWrongWithWhatWasSent() throws Exception {
    capture.stop();

    assertThat(capture.updatesSent()).isGreaterThan(200);
    assertThat(capture.complaints()).isEmpty();
  }
}
