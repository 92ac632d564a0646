package io.podspan.bgpreflector.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
class ProtectionIT {
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
    lab.accept(Protection.md5("correct horse"));

    router.start(Protection.md5("correct horse"));

    awaitRoutesOf(router);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("daemons")
  void staysDownWithAnotherPasswordOrNoneAndComesUpWhenItIsMended(String daemon)
      throws IOException {
    Router router = lab.router(daemon);
    lab.accept(Protection.md5("correct horse"));

    router.start(Protection.md5("battery staple"));
    staysDown(router);
    router.kill();
    router.start(Protection.NONE);
    staysDown(router);

    lab.accept(Protection.NONE);
    awaitRoutesOf(router);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("daemons")
  void comesUpWithTtlSecurityOnBothSides(String daemon) throws IOException {
    Router router = lab.router(daemon);
    lab.accept(Protection.gtsm());

    router.start(Protection.gtsm());

    awaitRoutesOf(router);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("daemons")
  void staysDownWhenOnlyWeWantTtlSecurity(String daemon) throws IOException {
    Router router = lab.router(daemon);
    lab.accept(Protection.gtsm());

    router.start(Protection.NONE);

    staysDown(router);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("daemons")
  void isResetWhenItAnnouncesMoreThanItMay(String daemon) throws IOException {
    Router router = lab.router(daemon);
    lab.reflector()
        .clients(
            List.of(
                ReflectorUnderTest.Client.of(router.station().address())
                    .limitedTo(1)));

    router.start(Protection.NONE);

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(lab.reflector().lastError(router.station().address()))
                    .contains("prefix"));
  }

  private static void awaitRoutesOf(Router router) {
    router.hurry();
    await(router.station().name() + " is up")
        .atMost(Duration.ofSeconds(40))
        .until(() -> lab.session(router).established() && lab.session(router).prefixesAccepted() >= 2);
  }

  /** For as long as the quickest take to come up. */
  private static void staysDown(Router router) {
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(4))
        .until(() -> !lab.session(router).established());
  }
}
