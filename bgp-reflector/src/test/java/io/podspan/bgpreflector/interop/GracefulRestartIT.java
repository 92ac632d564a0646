package io.podspan.bgpreflector.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgp.testpeer.TestPeer;
import io.podspan.bgp.wire.Message;
import io.podspan.testkit.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real daemons and the reflector restart in turn, and nobody loses a route (RFC 4724, RFC 8538).
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GracefulRestartIT {
  private static final String WATCHER = "127.0.0.9";

  @TempDir private static Path folder;
  private static Fabric fabric;
  private static ReflectorUnderTest reflector;
  private static TestPeer watcher;
  private static final Map<String, Router> routers = new LinkedHashMap<>();

  /** What the watcher was told to drop. */
  private static final Set<String> withdrawn = new ConcurrentSkipListSet<>();

  private static final Set<String> announced = new ConcurrentSkipListSet<>();

  /** Not FRR: it may end its update before it has announced all of its own networks. */
  static Stream<String> daemons() {
    return Stream.of("gobgpd", "gobgpd4", "bird2");
  }

  @BeforeAll
  static void start() throws IOException {
    Programs.requireRoot();
    Programs.require(Files.isExecutable(Path.of(Programs.FRR_BGPD)), "needs " + Programs.FRR_BGPD);
    fabric = Fabric.create();
    add(new Gobgpd(station("gobgpd", 11), GobgpRelease.DEBIAN, Gobgpd.Restart.GRACEFUL));
    add(new Gobgpd(station("gobgpd4", 17), GobgpRelease.FOUR, Gobgpd.Restart.GRACEFUL));
    add(new Bird2(station("bird2", 13), true));
    add(new Frr(station("frr", 14), true));
    startReflector(Set.of());
    watch();
    for (Router router : routers.values()) {
      router.start(Guard.NONE);
    }
    routers.values().forEach(GracefulRestartIT::awaitAnnounced);
  }

  private static Station station(String name, int number) throws IOException {
    return Station.create(fabric, name, number, folder);
  }

  private static void add(Router router) {
    routers.put(router.station().name(), router);
  }

  private static Set<String> addresses() {
    return routers.values().stream()
        .map(router -> router.station().address())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void startReflector(Set<String> expected) throws IOException {
    reflector = ReflectorUnderTest.restarted(expected);
    Set<String> clients = addresses();
    clients.add(WATCHER);
    reflector.clients(clients.stream().map(ReflectorUnderTest.Client::of).toList());
  }

  /** A client on the loopback that hears every single message. */
  private static void watch() throws IOException {
    watcher = TestPeer.established(WATCHER, reflector.port(), 64512, 0);
    TestPeer listening = watcher;
    Thread.startVirtualThread(
        () -> {
          try {
            while (true) {
              if (listening.read() instanceof Message.Update update) {
                update.routes().forEach(GracefulRestartIT::hear);
              }
            }
          } catch (IOException _) {
            // The reflector or the test has ended.
          }
        });
  }

  private static void hear(Message.Routes routes) {
    for (int i = 0; i < routes.withdrawn().size(); i++) {
      withdrawn.add(routes.withdrawn().at(i).toString());
    }
    for (int i = 0; i < routes.announced().size(); i++) {
      announced.add(routes.announced().at(i).toString());
    }
  }

  private static void awaitAnnounced(Router router) {
    Station station = router.station();
    Patience.await()
        .alias(station.name() + " has announced everything")
        .until(
            () ->
                reflector.hasAnnouncedAll(station.address())
                    && announced.contains(station.plain()));
  }

  /** All but FRR, which takes its time after a hard reset. */
  @BeforeEach
  void settle() {
    daemons().map(routers::get).forEach(GracefulRestartIT::awaitAnnounced);
    withdrawn.clear();
  }

  @AfterAll
  static void stop() throws IOException {
    // A test that failed may have closed some of it: the other classes need the network.
    try {
      if (watcher != null) {
        watcher.close();
      }
      if (reflector != null) {
        reflector.close();
      }
    } finally {
      if (fabric != null) {
        fabric.close();
      }
    }
  }

  @Order(1)
  @ParameterizedTest(name = "{0}")
  @MethodSource("daemons")
  void aRouterThatIsKilledAndComesBackLosesNothing(String daemon) throws IOException {
    Router router = routers.get(daemon);
    Station station = router.station();

    router.kill();
    Patience.await().until(() -> !reflector.session(station.address()).established());
    assertThat(reflector.stale(station.address())).isPositive();
    router.start(Guard.NONE);
    Patience.await()
        .alias(daemon + " is back")
        .until(() -> reflector.hasAnnouncedAll(station.address()));

    assertThat(withdrawn).isEmpty();
    assertThat(reflector.stale(station.address())).isZero();
  }

  /**
   * It has restarted, and says nothing while it waits for another neighbor, for six minutes. It
   * answers when it is asked (RFC 2918).
   */
  @Order(4)
  @ParameterizedTest(name = "{0}")
  @MethodSource("releases")
  void aRouterThatStaysSilentIsAskedAndLosesNothing(String daemon) throws IOException {
    Gobgpd router = (Gobgpd) Objects.requireNonNull(routers.get(daemon));
    Station station = router.station();
    long asked = reflector.timesAskedOfSilentPeers();

    router.kill();
    Patience.await().until(() -> !reflector.session(station.address()).established());
    router.waiting().start(Guard.NONE);
    Patience.await()
        .alias(daemon + " has announced everything again")
        .until(
            () ->
                reflector.session(station.address()).established()
                    && reflector.stale(station.address()) == 0);

    assertThat(reflector.timesAskedOfSilentPeers()).isGreaterThan(asked);
    assertThat(withdrawn).isEmpty();
  }

  static Stream<String> releases() {
    return Stream.of("gobgpd", "gobgpd4");
  }

  @Order(3)
  @Test
  void theReflectorComesBackAndNoRouterHasLostARoute() throws IOException {
    // FRR waits too long before it dials again, longer each time.
    Objects.requireNonNull(routers.remove("frr")).kill();
    for (Router router : routers.values()) {
      Patience.await().until(() -> missing(router).isEmpty());
    }

    watcher.close();
    reflector.close();
    for (int i = 0; i < 3; i++) {
      assertNothingMissing("while the reflector is away");
    }
    startReflector(addresses());
    Patience.await()
        .alias("all have announced everything again")
        .until(
            () -> {
              assertNothingMissing("while the reflector recovers");
              return !reflector.isRecovering();
            });

    assertNothingMissing("afterwards");
    assertThat(reflector.sessions().values())
        .filteredOn(ReflectorUnderTest.Session::established)
        .hasSize(routers.size());
    watch();
  }

  private static void assertNothingMissing(String when) {
    for (Router router : routers.values()) {
      assertThat(missing(router))
          .as("%s, %s; sessions %s", router.station().name(), when, reflector.sessions())
          .isEmpty();
    }
  }

  /** Of the plain routes of the others. */
  private static List<String> missing(Router router) {
    Set<String> known = router.learned().keySet();
    return routers.values().stream()
        .filter(other -> !other.equals(router))
        .map(other -> other.station().plain())
        .filter(prefix -> !known.contains(prefix))
        .toList();
  }

  @Order(2)
  @Test
  void aHardResetTakesTheRoutesAlong() {
    Frr frr = (Frr) routers.get("frr");

    frr.resetHard();

    Patience.await().until(() -> withdrawn.contains(frr.station().plain()));
    assertThat(reflector.lastError(frr.station().address())).contains("hard reset");
  }
}
