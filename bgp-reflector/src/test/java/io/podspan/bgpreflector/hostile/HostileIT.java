package io.podspan.bgpreflector.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.podspan.bgp.testpeer.Opens;
import io.podspan.bgp.testpeer.TestPeer;
import io.podspan.bgpreflector.interop.ReflectorUnderTest;
import io.podspan.bgpreflector.interop.ReflectorUnderTest.Client;
import io.podspan.bgpreflector.interop.ReflectorUnderTest.Session;
import io.podspan.testkit.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Load and faults: what the other peers notice, and what the reflector keeps of it. */
class HostileIT {
  private static final String NEXT_HOP = "192.0.2.1";
  private static final String ONE = "127.0.0.2";
  private static final String OTHER = "127.0.0.3";
  private static final String VILLAIN = "127.0.0.4";
  private static final int QUIET = 500;
  private static final int HALF_OPEN = 1_000;
  private static final int STRANGERS = 5_000;
  private static final int ROUTES = 100_000;
  private static final int FLOOD = 5_000;
  private static final int KEEPALIVES = 8;
  private static final long MEGABYTE = 1 << 20;

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
    try (TestPeer one = establish(ONE)) {
      int peers = reflector.sessions().size();

      for (int number = 0; number < STRANGERS; number++) {
        knock(stranger(number));
      }

      Patience.await().until(() -> reflector.refusals().get("UNKNOWN_PEER") == STRANGERS);
      assertThat(reflector.halfOpen()).isZero();
      assertThat(reflector.sessions()).hasSize(peers);
      assertReflects(one, establish(OTHER));
    }
  }

  /** Comes, and is shown the door: with a FIN or a RST. */
  private void knock(String address) throws IOException {
    try (TestPeer peer = TestPeer.connect(address, reflector.port())) {
      assertThat(peer.readEnd()).isIn("closed", "reset");
    } catch (SocketException _) {
      // So soon that even connecting did not succeed.
    }
  }

  @Test
  void aThousandHalfOpenConnectionsHoldNobodyUp() throws IOException {
    List<TestPeer> silent = new ArrayList<>();
    for (int number = 0; number < HALF_OPEN; number++) {
      silent.add(TestPeer.connect(known(number), reflector.port()));
    }

    try (TestPeer one = establish(ONE)) {
      Patience.await().until(() -> reflector.halfOpen() == HALF_OPEN);
      assertReflects(one, establish(OTHER));
    }
    // Each of them may still come properly, and wins over its own half-open connection.
    try (TestPeer again = establish(known(7))) {
      awaitUp(again);
    }

    for (TestPeer peer : silent) {
      peer.close();
    }
    try (TestPeer again = establish(known(8))) {
      awaitUp(again);
    }
    Patience.await().until(() -> reflector.halfOpen() == 0);
  }

  @Test
  void aClientThatNeverReadsKeepsNothingFromTheOthers() throws IOException {
    try (TestPeer one = establish(ONE);
        TestPeer other = establish(OTHER);
        TestPeer deaf = establish(VILLAIN)) {
      Thread sender = Thread.startVirtualThread(() -> announceMany(one));
      assertThat(distinctPrefixes(other, ROUTES)).hasSize(ROUTES);

      assertThat(sender.isAlive()).isFalse();
      assertThat(octetsInBuffers()).isLessThan(200 * MEGABYTE);
      assertThat(reflector.session(ONE).timesEstablished()).isEqualTo(1);
      assertThat(reflector.session(OTHER).timesEstablished()).isEqualTo(1);
      // Once it reads, it gets everything too.
      assertThat(distinctPrefixes(deaf, ROUTES)).hasSize(ROUTES);
    }
  }

  private static void announceMany(TestPeer peer) {
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

  private static Set<String> distinctPrefixes(TestPeer peer, int count) throws IOException {
    Set<String> prefixes = new HashSet<>();
    while (prefixes.size() < count) {
      prefixes.addAll(RawUpdate.next(peer).announced());
    }
    return prefixes;
  }

  @Test
  void aClientThatResetsInOpenConfirmOverAndOverDisturbsNobody() throws IOException {
    try (TestPeer one = establish(ONE);
        TestPeer other = establish(OTHER)) {
      for (int time = 0; time < 300; time++) {
        resetInOpenConfirm();
      }

      assertReflects(one, other);
      Patience.await().until(() -> reflector.halfOpen() == 0);
      assertThat(reflector.session(ONE).timesEstablished()).isEqualTo(1);
      assertThat(reflector.session(VILLAIN).timesEstablished()).isZero();
      try (TestPeer reformed = awaitEstablished(VILLAIN)) {
        assertReflects(reformed, one);
      }
    }
  }

  private void resetInOpenConfirm() throws IOException {
    try (TestPeer villain = TestPeer.connect(VILLAIN, reflector.port())) {
      villain.send(Bytes.open(64512, 90, VILLAIN));
      villain.readRaw();
      villain.readRaw();
      villain.reset();
    } catch (IOException _) {
      // Refused: it has to wait, having been here too often.
    }
  }

  /** As soon as it may come back. */
  private TestPeer awaitEstablished(String address) {
    return Patience.await()
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> establish(address), peer -> true);
  }

  /** The flood lasts until each of them has received some KEEPALIVEs, one a second. */
  @Test
  void quietSessionsWithAHoldTimeOfThreeSecondsOutliveAFlood() throws IOException {
    try (QuietPeers quiet = QuietPeers.start(QUIET, HostileIT::known, reflector.port(), 3);
        TestPeer villain = establish(VILLAIN)) {
      Thread reader = villain.readOn();
      long keepalives = quiet.fewestKeepalives() + KEEPALIVES;

      long sent = 0;
      while (quiet.fewestKeepalives() < keepalives) {
        assertAllUpSinceTheStart();
        sent = flood(villain, sent);
      }

      assertThat(sent).isGreaterThan(FLOOD);
      assertThat(octetsInBuffers()).isLessThan(300 * MEGABYTE);
      assertAllUpSinceTheStart();
      assertThat(reader.isAlive()).isTrue();
    }
  }

  private void assertAllUpSinceTheStart() {
    Map<String, Session> sessions = reflector.sessions();
    assertThat(IntStream.range(0, QUIET).mapToObj(n -> sessions.get(known(n))).toList())
        .allMatch(Session::established)
        .allMatch(session -> session.timesEstablished() == 1);
  }

  /** Good UPDATEs, each different from the one before, as fast as the reflector takes them. */
  private static long flood(TestPeer villain, long alreadySent) throws IOException {
    long sent = alreadySent;
    while (sent < alreadySent + FLOOD) {
      byte[][] burst = new byte[100][];
      for (int i = 0; i < burst.length; i++) {
        burst[i] = Bytes.announce(prefix(i), NEXT_HOP, sent++);
      }
      villain.send(burst);
    }
    return sent;
  }

  /** What the reflector keeps for peers that have not read it yet, exactly. */
  private static long octetsInBuffers() {
    return UnpooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
  }

  private void awaitUp(TestPeer peer) {
    Patience.await().until(() -> reflector.session(peer.address()).established());
  }

  private TestPeer establish(String address) throws IOException {
    return TestPeer.established(address, reflector.port(), Opens.ASN, 90);
  }

  /** What the first announces, the second gets. */
  private static void assertReflects(TestPeer from, TestPeer to) throws IOException {
    from.send(Bytes.announce("10.200.0.0/24", NEXT_HOP, 1));
    RawUpdate update = RawUpdate.next(to);
    while (!update.announced().contains("10.200.0.0/24")) {
      update = RawUpdate.next(to);
    }
    from.send(Bytes.update(Bytes.prefixes("10.200.0.0/24"), new byte[0], new byte[0]));
    while (!update.withdrawn().contains("10.200.0.0/24")) {
      update = RawUpdate.next(to);
    }
  }
}
