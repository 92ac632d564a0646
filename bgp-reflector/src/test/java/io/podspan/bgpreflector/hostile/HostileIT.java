package io.podspan.bgpreflector.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgpreflector.interop.ReflectorUnderTest;
import io.podspan.bgpreflector.interop.ReflectorUnderTest.Client;
import io.podspan.bgpreflector.interop.ReflectorUnderTest.Session;
import io.podspan.testkit.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Load and faults: what the others notice of it, and what it costs. */
class HostileIT {
  private static final String NEXT_HOP = "192.0.2.1";
  private static final String ONE = "127.0.0.2";
  private static final String OTHER = "127.0.0.3";
  private static final String VILLAIN = "127.0.0.4";
  private static final int QUIET = 500;
  private static final int HALF_OPEN = 1_000;
  private static final int STRANGERS = 5_000;
  private static final int ROUTES = 100_000;

  private ReflectorUnderTest reflector;

  @BeforeEach
  void start() throws IOException {
    reflector = ReflectorUnderTest.onLoopback(90);
    Stream<String> known = Stream.of(ONE, OTHER, VILLAIN);
    Stream<String> many = IntStream.range(0, HALF_OPEN).mapToObj(HostileIT::known);
    reflector.clients(Stream.concat(known, many).map(Client::of).toList());
  }

  @AfterEach
  void stop() {
    assertThat(reflector.isSound()).isTrue();
    reflector.close();
  }

  private static String known(int number) {
    return "127.67." + (number >> 8) + "." + (number & 255);
  }

  private static String stranger(int number) {
    return "127.68." + (number >> 8) + "." + (number & 255);
  }

  @Test
  void fiveThousandStrangersAreRefusedCountedAndForgotten() throws IOException {
    try (RawPeer one = establish(ONE)) {
      long before = Memory.megabytes();

      for (int number = 0; number < STRANGERS; number++) {
        knock(stranger(number));
      }

      Patience.await().until(() -> reflector.refusals().get("UNKNOWN_PEER") == STRANGERS);
      assertThat(Memory.megabytes() - before).isLessThan(16);
      assertReflects(one, establish(OTHER));
    }
  }

  /** Comes, and is shown the door: with a FIN or a RST. */
  private void knock(String address) throws IOException {
    try (RawPeer peer = RawPeer.connect(address, reflector.port())) {
      assertThat(peer.readEnd()).isIn("closed", "reset");
    } catch (SocketException _) {
      // So soon that even connecting did not succeed.
    }
  }

  @Test
  void aThousandHalfOpenConnectionsHoldNobodyUp() throws IOException {
    long before = Memory.megabytes();
    List<RawPeer> silent = new ArrayList<>();
    for (int number = 0; number < HALF_OPEN; number++) {
      silent.add(RawPeer.connect(known(number), reflector.port()));
    }

    try (RawPeer one = establish(ONE)) {
      assertReflects(one, establish(OTHER));
    }
    assertThat(Memory.megabytes() - before).isLessThan(64);
    // Each of them may still come properly, and wins over its own half-open connection.
    try (RawPeer again = establish(known(7))) {
      awaitUp(again);
    }

    for (RawPeer peer : silent) {
      peer.close();
    }
    try (RawPeer again = establish(known(8))) {
      awaitUp(again);
    }
  }

  @Test
  void aClientThatNeverReadsKeepsNothingFromTheOthers() throws IOException {
    try (RawPeer one = establish(ONE);
        RawPeer other = establish(OTHER);
        RawPeer deaf = establish(VILLAIN)) {
      long before = Memory.megabytes();

      Thread sender = Thread.startVirtualThread(() -> announceMany(one));
      assertThat(distinctPrefixes(other, ROUTES)).hasSize(ROUTES);

      assertThat(sender.isAlive()).isFalse();
      assertThat(Memory.megabytes() - before).isLessThan(200);
      assertThat(reflector.session(ONE).timesEstablished()).isEqualTo(1);
      assertThat(reflector.session(OTHER).timesEstablished()).isEqualTo(1);
      // Once it reads, it gets everything too.
      assertThat(distinctPrefixes(deaf, ROUTES)).hasSize(ROUTES);
    }
  }

  private static void announceMany(RawPeer peer) {
    try {
      for (int number = 0; number < ROUTES; number++) {
        peer.send(Bytes.announce(prefix(number), NEXT_HOP, number));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String prefix(int number) {
    return "10." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255) + "/32";
  }

  private static Set<String> distinctPrefixes(RawPeer peer, int count) throws IOException {
    Set<String> prefixes = new HashSet<>();
    while (prefixes.size() < count) {
      prefixes.addAll(peer.readUpdate().announced());
    }
    return prefixes;
  }

  @Test
  void aClientThatResetsInOpenConfirmOverAndOverDisturbsNobody() throws IOException {
    try (RawPeer one = establish(ONE);
        RawPeer other = establish(OTHER)) {
      long before = Memory.megabytes();

      for (int time = 0; time < 300; time++) {
        resetInOpenConfirm();
      }

      assertReflects(one, other);
      assertThat(Memory.megabytes() - before).isLessThan(16);
      assertThat(reflector.session(ONE).timesEstablished()).isEqualTo(1);
      assertThat(reflector.session(VILLAIN).timesEstablished()).isZero();
      try (RawPeer reformed = awaitEstablished(VILLAIN)) {
        assertReflects(reformed, one);
      }
    }
  }

  private void resetInOpenConfirm() throws IOException {
    try (RawPeer villain = RawPeer.connect(VILLAIN, reflector.port())) {
      villain.send(Bytes.open(64512, 90, VILLAIN));
      villain.read();
      villain.read();
      villain.abort();
    } catch (IOException _) {
      // Refused: it has to wait, having been here too often.
    }
  }

  /** As soon as it may come back. */
  private RawPeer awaitEstablished(String address) {
    return Patience.await()
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> establish(address), peer -> true);
  }

  @Test
  void quietSessionsWithAHoldTimeOfThreeSecondsOutliveAFlood() throws IOException {
    try (QuietPeers quiet = QuietPeers.start(QUIET, HostileIT::known, reflector.port(), 3);
        RawPeer villain = establish(VILLAIN)) {
      Thread reader = Thread.startVirtualThread(() -> discard(villain));
      long before = Memory.megabytes();

      long sent = flood(villain, Duration.ofSeconds(8));

      assertThat(sent).isGreaterThan(10_000);
      assertThat(Memory.megabytes() - before).isLessThan(300);
      assertThat(IntStream.range(0, QUIET).mapToObj(n -> reflector.session(known(n))).toList())
          .allMatch(Session::established)
          .allMatch(session -> session.timesEstablished() == 1);
      assertThat(quiet.longestSilenceMillis()).isLessThan(3_000);
      assertThat(reader.isAlive()).isTrue();
    }
  }

  /** Sound UPDATEs, each unlike the one before, as fast as they are taken. */
  private static long flood(RawPeer villain, Duration duration) throws IOException {
    long end = System.nanoTime() + duration.toNanos();
    long sent = 0;
    while (System.nanoTime() < end) {
      byte[][] burst = new byte[100][];
      for (int i = 0; i < burst.length; i++) {
        burst[i] = Bytes.announce(prefix(i), NEXT_HOP, sent++);
      }
      villain.send(burst);
    }
    return sent;
  }

  private static void discard(RawPeer peer) {
    try {
      while (true) {
        peer.read();
      }
    } catch (IOException _) {
      // The end of the test.
    }
  }

  private void awaitUp(RawPeer peer) {
    Patience.await().until(() -> reflector.session(peer.address()).established());
  }

  private RawPeer establish(String address) throws IOException {
    return RawPeer.established(address, reflector.port(), 90);
  }

  /** What the first announces, the second gets. */
  private static void assertReflects(RawPeer from, RawPeer to) throws IOException {
    from.send(Bytes.announce("10.200.0.0/24", NEXT_HOP, 1));
    RawUpdate update = to.readUpdate();
    while (!update.announced().contains("10.200.0.0/24")) {
      update = to.readUpdate();
    }
    from.send(Bytes.update(Bytes.prefixes("10.200.0.0/24"), new byte[0], new byte[0]));
    while (!update.withdrawn().contains("10.200.0.0/24")) {
      update = to.readUpdate();
    }
  }
}
