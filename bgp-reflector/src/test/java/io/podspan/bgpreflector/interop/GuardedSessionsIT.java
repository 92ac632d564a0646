package io.podspan.bgpreflector.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podspan.bgpreflector.interop.ReflectorUnderTest.Client;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What guards a session, with each daemon: TCP MD5, GTSM, and the limit of prefixes. */
class GuardedSessionsIT {
  @TempDir static Path folder;
  private static Lab lab;

  static Stream<String> daemons() {
    return Lab.DAEMONS.stream();
  }

  @BeforeAll
  static void start() throws IOException {
    lab = Lab.prepare(folder);
  }

  @AfterAll
  static void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  @AfterEach
  void killAll() {
    Lab.DAEMONS.forEach(daemon -> lab.router(daemon).kill());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("daemons")
  void comesUpWithTheSamePassword(String daemon) throws IOException {
    Router router = lab.router(daemon);
    lab.accept(Guard.md5("correct horse"));

    router.start(Guard.md5("correct horse"));

    awaitRoutesOf(router);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("daemons")
  void staysDownWithAnotherPasswordOrNoneAndComesUpWhenItIsMended(String daemon)
      throws IOException {
    Router router = lab.router(daemon);
    lab.accept(Guard.md5("correct horse"));

    router.start(Guard.md5("battery staple"));
    staysDown(router);
    router.kill();
    router.start(Guard.NONE);
    staysDown(router);

    lab.accept(Guard.NONE);
    awaitRoutesOf(router);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("daemons")
  void comesUpWithTtlSecurityOnBothSides(String daemon) throws IOException {
    Router router = lab.router(daemon);
    lab.accept(Guard.gtsm());

    router.start(Guard.gtsm());

    awaitRoutesOf(router);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("daemons")
  void staysDownWhenOnlyWeWantTtlSecurity(String daemon) throws IOException {
    Router router = lab.router(daemon);
    lab.accept(Guard.gtsm());

    router.start(Guard.NONE);

    staysDown(router);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("daemons")
  void isResetWhenItAnnouncesMoreThanItMayAndStaysAwayUntilItIsPardoned(String daemon)
      throws IOException {
    Router router = lab.router(daemon);
    String address = router.station().address();
    lab.reflector().clients(List.of(Client.of(address).limitedTo(1)));

    router.start(Guard.NONE);
    await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(() -> assertThat(lab.reflector().lastError(address)).contains("prefix"));
    staysDown(router);

    lab.reflector().clients(List.of(Client.of(address)));
    lab.reflector().pardon(address);
    awaitRoutesOf(router);
  }

  private static void awaitRoutesOf(Router router) {
    router.hurry();
    await(router.station().name() + " is up")
        .atMost(Duration.ofSeconds(40))
        .until(
            () -> lab.session(router).established() && lab.session(router).prefixesAccepted() >= 2);
  }

  /** For as long as the quickest take to come up. */
  private static void staysDown(Router router) {
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(4))
        .until(() -> !lab.session(router).established());
  }
}
