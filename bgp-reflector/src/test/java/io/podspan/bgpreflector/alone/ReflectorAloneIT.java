package io.podspan.bgpreflector.alone;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgp.testpeer.Opens;
import io.podspan.bgp.testpeer.TestPeer;
import io.podspan.bgp.wire.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As its users have it: a process, a socket, signals. */
class ReflectorAloneIT {
  private static final String KEEPALIVE = "04";
  private static final String SIGN_OF_LIFE = "2001000002";
  private static final String ANOTHER_SIGN_OF_LIFE = "2001000003";
  private static final String ADMINISTRATIVE_SHUTDOWN = "030602";
  private static final String MAXIMUM_NUMBER_OF_PREFIXES = "030601";
  private static final String PEER_DECONFIGURED = "030603";

  @TempDir private Path folder;

  private Path log;
  private int port;

  @BeforeEach
  void prepare() throws IOException {
    log = folder.resolve("log");
    port = ReflectorProcess.freePort();
  }

  @Test
  void takesAPeerOfTheRangeAnnouncesTheSignOfLifeAndSaysGoodbye() throws Exception {
    try (ReflectorProcess reflector =
        new ReflectorProcess(
            log,
            "--listen",
            "127.0.0.1:" + port,
            "--asn",
            "64512",
            "--allow",
            "127.0.3.0/24",
            "--originate",
            "1.0.0.2/32")) {
      awaitSaid(reflector, "listening on 127.0.0.1 port " + port + ", AS 64512");
      try (TestPeer peer = session("127.0.3.7", port)) {
        assertThat(peer.readRaw().hex()).startsWith("0104fc00");
        assertThat(peer.readRaw().hex()).isEqualTo(KEEPALIVE);
        peer.await(
            message -> message.hex().startsWith("02") && message.hex().endsWith(SIGN_OF_LIFE));
        awaitSaid(reflector, "peer 127.0.3.7 up: AS 64512, router id 127.0.3.7");

        reflector.signal("USR1");
        awaitSaid(reflector, "status: 1 of ");
        reflector.signal("TERM");

        peer.await(message -> message.hex().startsWith(ADMINISTRATIVE_SHUTDOWN));
      }
      assertThat(reflector.exitCode()).isZero();
    }
  }

  @Test
  void refusesWhoIsInNoRange() throws Exception {
    try (ReflectorProcess reflector =
        new ReflectorProcess(
            log, "--listen", "127.0.0.1:" + port, "--asn", "64512", "--allow", "127.0.3.0/24")) {
      awaitSaid(reflector, "listening on");
      try (TestPeer stranger = session("127.0.4.7", port)) {
        awaitSaid(reflector, "refused 127.0.4.7: ");
        assertThat(reflector.isAlive()).isTrue();
      } catch (IOException closedBeforeItWasWritten) {
        awaitSaid(reflector, "refused 127.0.4.7: ");
      }
    }
  }

  @Test
  void readsItsFileAgainWhileSessionsGoOn() throws Exception {
    Path file = folder.resolve("reflector.yaml");
    write(file, "127.0.3.0/24", "1.0.0.2/32");
    try (ReflectorProcess reflector = new ReflectorProcess(log, "-f", file.toString())) {
      awaitSaid(reflector, "listening on");
      try (TestPeer peer = session("127.0.3.7", port)) {
        peer.await(message -> message.hex().endsWith(SIGN_OF_LIFE));

        write(file, "127.0.3.0/33", "1.0.0.3/32");
        reflector.signal("HUP");
        awaitSaid(reflector, file + ":4:12: '127.0.3.0/33' is no prefix");
        awaitSaid(reflector, "nothing is changed");

        write(file, "127.0.3.0/24", "1.0.0.3/32");
        reflector.signal("HUP");
        awaitSaid(reflector, "read again: 0 peers, 1 range, 1 originated");
        peer.await(message -> message.hex().endsWith(ANOTHER_SIGN_OF_LIFE));
        assertThat(reflector.said()).doesNotContain("down");

        write(file, "127.0.5.0/24", "1.0.0.3/32");
        reflector.signal("HUP");
        peer.await(message -> message.hex().startsWith(PEER_DECONFIGURED));
      }
    }
  }

  @Test
  void aPeerOverItsLimitStaysAwayUntilTheFileIsReadAgain() throws Exception {
    Path file = folder.resolve("reflector.yaml");
    write(file, "127.0.3.0/24", "1.0.0.2/32");
    Files.writeString(
        file,
        "defaults: {prefixLimit: {max: 1, action: reset, restartSeconds: 0}}\n",
        StandardOpenOption.APPEND);
    try (ReflectorProcess reflector = new ReflectorProcess(log, "-f", file.toString())) {
      awaitSaid(reflector, "listening on");
      try (TestPeer peer = session("127.0.3.7", port)) {
        peer.await(message -> message.hex().endsWith(SIGN_OF_LIFE));
        peer.send(TrainingFrames.announceIpv4(0x7f000307, 0, 100, 10 << 24, 2));
        peer.await(message -> message.hex().startsWith(MAXIMUM_NUMBER_OF_PREFIXES));
      }
      awaitSaid(reflector, "is over its limit of 1 prefixes");
      assertThat(isTaken()).isFalse();
      awaitSaid(reflector, "refused 127.0.3.7: ");

      reflector.signal("HUP");
      awaitSaid(reflector, "read again");
      await().until(this::isTaken);
    }
  }

  private boolean isTaken() {
    try (TestPeer again = session("127.0.3.7", port)) {
      again.await(message -> message.hex().equals(KEEPALIVE));
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  /** A peer that has sent OPEN and KEEPALIVE and read nothing. */
  private static TestPeer session(String address, int port) throws IOException {
    TestPeer peer = TestPeer.connect(address, port);
    peer.send(Opens.of(address));
    peer.send(Message.Keepalive.INSTANCE);
    return peer;
  }

  private void write(Path file, String range, String originate) throws IOException {
    Files.writeString(
        file,
        """
        asn: 64512
        listen: 127.0.0.1:%d
        ranges:
          - range: %s
        originate: %s
        """
            .formatted(port, range, originate));
  }

  private static void awaitSaid(ReflectorProcess reflector, String text) {
    await().untilAsserted(() -> assertThat(reflector.said()).contains(text));
  }
}
