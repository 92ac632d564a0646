package io.podspan.bgpreflector.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgp.wire.UnknownAttributes;
import io.podspan.bgpreflector.hostile.HostileClient;
import io.podspan.bgpreflector.interop.ReflectorUnderTest.Client;
import io.podspan.testkit.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one client sends costs no real daemon its session. */
class ShieldIT {
  private static final String VILLAIN = "127.0.0.66";
  private static final String WATCHER = "127.0.0.67";
  private static final int SEED = 20260801;

  @TempDir static Path folder;
  private static Fabric fabric;
  private static ReflectorUnderTest reflector;
  private static List<Router> routers;

  private HostileClient villain;

  @BeforeAll
  static void start() throws IOException {
    Programs.requireRoot();
    Programs.require(Files.isExecutable(Path.of(Programs.FRR_BGPD)), "needs " + Programs.FRR_BGPD);
    fabric = Fabric.create();
    routers =
        List.of(
            new Gobgpd(station("gobgpd", 11), GobgpRelease.DEBIAN),
            new Gobgpd(station("gobgpd4", 17), GobgpRelease.FOUR),
            new Bird2(station("bird2", 13)),
            new Frr(station("frr", 14)));
    reflector = ReflectorUnderTest.restarted(Set.of());
    accept(UnknownAttributes.PASS);
    for (Router router : routers) {
      router.start(Guard.NONE);
    }
    Patience.await().until(() -> routers.stream().allMatch(ShieldIT::isUp));
  }

  private static Station station(String name, int number) throws IOException {
    return Station.create(fabric, name, number, folder);
  }

  private static void accept(UnknownAttributes unknown) {
    Stream<String> addresses = routers.stream().map(router -> router.station().address());
    reflector.clients(
        Stream.concat(addresses, Stream.of(VILLAIN, WATCHER))
            .map(Client::of)
            .map(client -> client.passing(unknown))
            .toList());
  }

  private static boolean isUp(Router router) {
    return reflector.session(router.station().address()).established();
  }

  @AfterAll
  static void stop() {
    if (reflector != null) {
      reflector.close();
    }
    if (fabric != null) {
      fabric.close();
    }
  }

  @BeforeEach
  void connect() throws IOException {
    villain = HostileClient.connect(VILLAIN, WATCHER, reflector.port());
  }

  @AfterEach
  void disconnect() throws IOException {
    villain.close();
    Patience.await().until(() -> !reflector.session(VILLAIN).established());
  }

  @ParameterizedTest
  @EnumSource(UnknownAttributes.class)
  void badMessages(UnknownAttributes unknown) throws IOException {
    accept(unknown);

    villain.sendBadMessages();

    assertNobodyLostASession();
  }

  @ParameterizedTest
  @EnumSource(UnknownAttributes.class)
  void knownAttributesWithEveryCombinationOfFlags(UnknownAttributes unknown) throws IOException {
    accept(unknown);

    villain.sendAllFlags();

    assertNobodyLostASession();
  }

  @ParameterizedTest
  @EnumSource(UnknownAttributes.class)
  void anyAttributeWithAnyValue(UnknownAttributes unknown) throws IOException {
    accept(unknown);

    villain.sendRandomAttributes(new Random(SEED), 10);

    assertNobodyLostASession();
  }

  /** Once everybody has the last route, everybody has seen all before it. */
  private void assertNobodyLostASession() throws IOException {
    String marker = villain.sendMarker();
    for (Router router : routers) {
      Patience.await()
          .alias(router.station().name() + " has " + marker + "; " + reflector.sessions())
          .until(() -> router.learned().containsKey(marker));
    }
    for (Router router : routers) {
      String address = router.station().address();
      assertThat(reflector.session(address).timesEstablished())
          .as("%s: %s", router.station().name(), reflector.lastError(address))
          .isEqualTo(1);
    }
    assertThat(reflector.session(VILLAIN).established()).isTrue();
  }
}
