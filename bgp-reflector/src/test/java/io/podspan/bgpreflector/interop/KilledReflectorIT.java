package io.podspan.bgpreflector.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgp.testpeer.TestPeer;
import io.podspan.bgpreflector.alone.ReflectorProcess;
import io.podspan.testkit.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reflector's process is killed, and comes back with what it has on the disk. */
class KilledReflectorIT {
  private static final String LATECOMER = "127.0.0.9";
  private static final String END_OF_RIB = "0200000000";

  @TempDir private Path folder;
  private Fabric fabric;
  private Gobgpd gobgpd;
  private Bird2 bird;
  private Path file;
  private Path state;

  @BeforeEach
  void prepare() throws IOException {
    Programs.requireRoot();
    Programs.installed("gobgpd");
    fabric = Fabric.create();
    gobgpd =
        new Gobgpd(
            Station.create(fabric, "gobgpd", 11, folder),
            GobgpRelease.DEBIAN,
            Gobgpd.Restart.GRACEFUL);
    bird = new Bird2(Station.create(fabric, "bird2", 13, folder), true);
    state = folder.resolve("sessions");
    file =
        Files.writeString(
            folder.resolve("reflector.yaml"),
            """
            asn: 64512
            listen: [%s, 127.0.0.1]
            ranges:
              - range: %s/24
              - range: 127.0.0.0/8
            gracefulRestart:
              stateFile: %s
            """
                .formatted(Fabric.HOST, Fabric.HOST.replaceAll("\\d+$", "0"), state));
  }

  @AfterEach
  void stop() {
    if (fabric != null) {
      fabric.close();
    }
  }

  @Test
  void noKernelLosesARouteWhenTheReflectorIsKilledAndComesBack() throws IOException {
    Path changes = folder.resolve("changes");
    try (ReflectorProcess _ = reflector("before")) {
      gobgpd.start(Guard.NONE);
      bird.start(Guard.NONE);
      Patience.await().until(this::birdHasTheRoute);
      Patience.await().until(this::gobgpdHasTheRoute);
      Patience.await().until(this::bothAreWrittenDown);
      fabric.daemon("bird2", changes, "ip", "monitor", "route");
    }

    assertThat(birdHasTheRoute()).isTrue();
    assertThat(gobgpdHasTheRoute()).isTrue();
    try (ReflectorProcess reflector = reflector("after")) {
      awaitUp(reflector, bird);
      awaitUp(reflector, gobgpd);
      awaitEndOfRib();

      assertThat(birdHasTheRoute()).isTrue();
      assertThat(gobgpdHasTheRoute()).isTrue();
      assertThat(changes).content().doesNotContain("Deleted");
    }
  }

  private ReflectorProcess reflector(String log) throws IOException {
    ReflectorProcess reflector = new ReflectorProcess(folder.resolve(log), "-f", file.toString());
    Patience.await().until(() -> reflector.said().contains("listening on"));
    return reflector;
  }

  private boolean birdHasTheRoute() {
    String kernel = bird.station().ask("ip", "route", "show", gobgpd.station().plain());
    return kernel.contains("via " + gobgpd.station().address());
  }

  private boolean gobgpdHasTheRoute() {
    return gobgpd.learned().containsKey(bird.station().plain());
  }

  private boolean bothAreWrittenDown() throws IOException {
    return Files.exists(state)
        && Files.readString(state).contains(bird.station().address())
        && Files.readString(state).contains(gobgpd.station().address());
  }

  private static void awaitUp(ReflectorProcess reflector, Router router) {
    String up = "peer " + router.station().address() + " up";
    Patience.await().until(() -> reflector.said().contains(up));
  }

  /** Everybody gets it when all have announced everything again, who comes now too. */
  private static void awaitEndOfRib() throws IOException {
    try (TestPeer latecomer = TestPeer.established(LATECOMER, 179)) {
      latecomer.await(message -> message.hex().equals(END_OF_RIB));
    }
  }
}
