package io.podspan.bgpreflector.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.testkit.Patience;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What guards a session, with each daemon: TCP MD5, GTSM, and the limit of prefixes. */
class GuardedSessionsIT {
  private static final Guard PASSWORD = Guard.md5("correct-horse");
  private static final Guard OTHER_PASSWORD = Guard.md5("battery-staple");

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

  @Nested
  class WithTheSamePassword {
    @BeforeAll
    static void start() throws IOException {
      lab.startAll(PASSWORD, PASSWORD);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.podspan.bgpreflector.interop.GuardedSessionsIT#daemons")
    void comesUp(String daemon) {
      awaitRoutesOf(daemon);
    }
  }

  @Nested
  class WithAnotherPassword {
    @BeforeAll
    static void start() throws IOException {
      lab.startAll(OTHER_PASSWORD, PASSWORD);
      lab.noneComesUp();
      lab.accept(OTHER_PASSWORD);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.podspan.bgpreflector.interop.GuardedSessionsIT#daemons")
    void staysDownUntilWeHaveItToo(String daemon) {
      awaitRoutesOf(daemon);
    }
  }

  @Nested
  class WithoutThePassword {
    @BeforeAll
    static void start() throws IOException {
      lab.startAll(Guard.NONE, PASSWORD);
      lab.noneComesUp();
      lab.accept(Guard.NONE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.podspan.bgpreflector.interop.GuardedSessionsIT#daemons")
    void staysDownUntilWeHaveNoneEither(String daemon) {
      awaitRoutesOf(daemon);
    }
  }

  @Nested
  class WithTtlSecurity {
    @BeforeAll
    static void start() throws IOException {
      lab.startAll(Guard.gtsm(), Guard.gtsm());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("daemonsWithTtlSecurity")
    void comesUp(String daemon) {
      awaitRoutesOf(daemon);
    }

    /** OpenBGPD takes the setting, and follows it between different AS only. */
    static Stream<String> daemonsWithTtlSecurity() {
      return daemons().filter(daemon -> !daemon.equals("openbgpd"));
    }
  }

  @Nested
  class WithoutTheTtlSecurityThatWeWant {
    @BeforeAll
    static void start() throws IOException {
      lab.startAll(Guard.NONE, Guard.gtsm());
      // It sends with a TTL of 255 anyway, and so fulfils it.
      lab.router("frr").kill();
      lab.noneComesUp();
      lab.router("frr").start(Guard.NONE);
      lab.accept(Guard.NONE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.podspan.bgpreflector.interop.GuardedSessionsIT#daemons")
    void staysDownUntilWeDoNotWantIt(String daemon) {
      awaitRoutesOf(daemon);
    }
  }

  @Nested
  class WithMorePrefixesThanItMayAnnounce {
    @BeforeAll
    static void start() throws IOException {
      lab.startAll(Guard.NONE, client -> client.limitedTo(1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.podspan.bgpreflector.interop.GuardedSessionsIT#daemons")
    void isResetAndStaysAwayUntilItIsPardoned(String daemon) {
      String address = lab.router(daemon).station().address();
      Patience.await()
          .untilAsserted(
              () ->
                  assertThat(lab.reflector().lastError(address)).contains("more than 1 prefixes"));
      Patience.await()
          .during(Duration.ofSeconds(1))
          .until(() -> !lab.reflector().session(address).established());
      assertThat(lab.reflector().session(address).timesEstablished()).isEqualTo(1);

      lab.accept(Guard.NONE);
      lab.reflector().pardon(address);

      awaitRoutesOf(daemon);
    }
  }

  private static void awaitRoutesOf(String daemon) {
    Router router = lab.router(daemon);
    router.hurry();
    Patience.await()
        .alias(daemon + " is up with its routes")
        .until(() -> lab.session(router), s -> s.established() && s.prefixesAccepted() >= 2);
  }
}
