package io.podspan.bgpreflector.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podspan.bgpreflector.interop.ReflectorUnderTest.Client;
import io.podspan.testkit.Patience;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packets of port 179 are dropped at nodes with real daemons, whose sessions stand. */
class StalledSessionIT {
  /** A fault is told in so much time, where the hold timer needs 90 s. */
  private static final Duration SOON = Duration.ofSeconds(10);

  private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

  /** A fault may come when the last answer is as old as this. */
  private static final Duration QUIET = Duration.ofSeconds(4);

  /** Rounds of keepalives of TCP that are answered: longer than a stall may take to be told. */
  private static final Duration A_WHILE = Duration.ofSeconds(12);

  private record Cut(Router router, boolean toTheReflector, boolean toTheNode) {
    private String address() {
      return router.station().address();
    }

    private void cut() {
      filter("-A");
    }

    private void mend() {
      filter("-D");
    }

    private void filter(String how) {
      if (toTheReflector) {
        drop(how, "OUTPUT", "--dport");
      }
      if (toTheNode) {
        drop(how, "INPUT", "--sport");
      }
    }

    private void drop(String how, String chain, String port) {
      String said =
          router
              .station()
              .ask("iptables", "-w", how, chain, "-p", "tcp", port, "179", "-j", "DROP");
      assertThat(said).isBlank();
    }
  }

  @TempDir private Path folder;
  private Fabric fabric;
  private ReflectorUnderTest reflector;
  private List<Cut> cuts;

  @BeforeEach
  void start() throws IOException {
    Programs.requireRoot();
    Programs.installed("gobgpd");
    Programs.installed("iptables");
    fabric = Fabric.create();
    cuts =
        List.of(
            new Cut(new Gobgpd(station("both", 11), GobgpRelease.DEBIAN), true, true),
            new Cut(new Gobgpd(station("out", 12), GobgpRelease.DEBIAN), true, false),
            new Cut(new Gobgpd(station("in", 13), GobgpRelease.DEBIAN), false, true),
            new Cut(new Bird2(station("bird-in", 14)), false, true));
    reflector = ReflectorUnderTest.inTheLab();
    reflector.clients(cuts.stream().map(Cut::address).map(Client::of).toList());
    for (Cut cut : cuts) {
      cut.router().start(Guard.NONE);
    }
    Patience.await().until(() -> each(address -> reflector.session(address).established()));
  }

  private Station station(String name, int number) throws IOException {
    return Station.create(fabric, name, number, folder);
  }

  @AfterEach
  void stop() {
    if (reflector != null) {
      reflector.close();
    }
    if (fabric != null) {
      fabric.close();
    }
  }

  private boolean each(Predicate<String> condition) {
    return cuts.stream().map(Cut::address).allMatch(condition);
  }

  private boolean answers(String address) {
    return reflector.stall(address).isEmpty();
  }

  @Test
  void isSeenInTimeAndOutlivedWhenItEndsInTime() {
    assertThat(each(reflector::isProbed)).isTrue();
    Patience.await().during(A_WHILE).until(() -> each(this::answers));

    cuts.forEach(Cut::cut);
    await().atMost(SOON).until(() -> each(address -> !answers(address)));
    assertThat(each(address -> reflector.session(address).established())).isTrue();
    assertThat(cuts)
        .allSatisfy(
            cut ->
                assertThat(reflector.stall(cut.address()))
                    .hasValueSatisfying(
                        stall ->
                            assertThat(stall.silent()).isBetween(FIVE_SECONDS, SOON.plus(QUIET))));

    cuts.forEach(Cut::mend);
    Patience.await().until(() -> each(this::answers));
    assertThat(each(address -> reflector.session(address).timesEstablished() == 1)).isTrue();
    assertThat(each(address -> reflector.session(address).established())).isTrue();
  }
}
