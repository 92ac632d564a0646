package io.podspan.bgpreflector.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgp.testpeer.Opens;
import io.podspan.bgp.testpeer.RawMessage;
import io.podspan.bgp.testpeer.TestPeer;
import io.podspan.bgpreflector.interop.ReflectorUnderTest;
import io.podspan.bgpreflector.interop.ReflectorUnderTest.Client;
import io.podspan.testkit.Patience;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each bad message over a session, while another client watches: it sees exactly what it must, and
 * no session but the sender's moves.
 */
class BadInputIT {
  private static final String WATCHER = "127.0.0.2";
  private static final String BYSTANDER = "127.0.0.3";
  private static final Set<String> VICTIMS = Set.of(BadMessage.VICTIM, BadMessage.VICTIM_V6);
  private static final int FOR_EVER = 0;
  private static final int LONGEST_TO_SPLIT = 128;
  private static final int SENDERS = 2_000;

  private static ReflectorUnderTest reflector;
  private static TestPeer watcher;
  private static TestPeer bystander;
  private static TestPeer sender;
  private static int senders;
  private static int markers;

  static Stream<BadMessage> messages() {
    return BadMessage.all().stream();
  }

  @BeforeAll
  static void start() throws IOException {
    reflector = ReflectorUnderTest.onLoopback(90);
    Stream<String> senders = IntStream.range(0, SENDERS).mapToObj(BadInputIT::senderAddress);
    reflector.clients(
        Stream.concat(Stream.of(WATCHER, BYSTANDER), senders).map(Client::of).toList());
    watcher = TestPeer.established(WATCHER, reflector.port(), Opens.ASN, FOR_EVER);
    bystander = TestPeer.established(BYSTANDER, reflector.port(), Opens.ASN, FOR_EVER);
  }

  @AfterAll
  static void stop() throws IOException {
    watcher.close();
    bystander.close();
    reflector.close();
  }

  /** Each has its own, for an address that misbehaved has to wait before it may come back. */
  private static String senderAddress(int number) {
    return "127.66." + (number >> 8) + "." + (number & 255);
  }

  @BeforeEach
  void startSender() throws IOException {
    sender = TestPeer.established(senderAddress(senders++), reflector.port(), Opens.ASN, FOR_EVER);
  }

  /** And has the watcher see the last of its routes. */
  @AfterEach
  void endSender() throws IOException {
    sender.close();
    awaitDown();
    int marker = ++markers;
    bystander.send(BadMessage.marker(marker));
    readUntilMarker(marker);
    assertNobodyElseMoved();
  }

  private static void assertNobodyElseMoved() {
    assertThat(reflector.isSound()).isTrue();
    assertThat(reflector.session(WATCHER).timesEstablished()).isEqualTo(1);
    assertThat(reflector.session(WATCHER).established()).isTrue();
    assertThat(reflector.session(BYSTANDER).timesEstablished()).isEqualTo(1);
    assertThat(reflector.session(BYSTANDER).established()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messages")
  void alone(BadMessage message) throws IOException {
    sender.send(message.octets());

    assertThat(whatFollows(message.effect()))
        .isEqualTo(message.effect() == Effect.PASSED_ON ? announced() : List.of());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messages")
  void afterASoundRouteForTheSamePrefix(BadMessage message) throws IOException {
    announceSoundRoute(message);

    sender.send(message.octets());

    assertThat(whatFollows(message.effect())).isEqualTo(expected(message.effect()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messages")
  void splitAtEachOctet(BadMessage message) throws IOException {
    for (int at : boundaries(message)) {
      announceSoundRoute(message);

      sendInTwoReads(message.octets(), at);

      assertThat(whatFollows(message.effect()))
          .describedAs("split before octet %d", at)
          .isEqualTo(expected(message.effect()));
      if (message.effect() instanceof Effect.Reset) {
        endSender();
        startSender();
      }
    }
  }

  static Stream<BadOpen> opens() {
    return BadOpen.all().stream();
  }

  /** Whole, and octet by octet. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("opens")
  void asTheFirstThingSaid(BadOpen open) throws IOException {
    for (int step : new int[] {open.octets().length, 1}) {
      try (TestPeer peer = TestPeer.connect(senderAddress(senders++), reflector.port())) {
        for (int at = 0; at < open.octets().length; at += step) {
          peer.send(Arrays.copyOfRange(open.octets(), at, at + step));
        }

        assertThat(answer(peer)).isEqualTo(open.answer());
      }
    }
  }

  /** What comes after the reflector's own OPEN. */
  private static String answer(TestPeer peer) throws IOException {
    assertThat(peer.readRaw().type()).isEqualTo(Bytes.OPEN);
    try {
      RawMessage message = peer.readRaw();
      return message.type() == Bytes.KEEPALIVE ? BadOpen.ACCEPTED : message.notification();
    } catch (EOFException _) {
      return "closed";
    }
  }

  /**
   * All of them, where the session stays and can be used for the next; else some that matter, and
   * none behind a header that ends the session by itself.
   */
  private static List<Integer> boundaries(BadMessage message) {
    int length = message.octets().length;
    return switch (message.effect()) {
      case Effect.Reset(String notification) when notification.startsWith("1/") -> List.of(1, 18);
      case Effect.Reset _ -> List.of(1, 18, length - 1);
      case Effect.Withdrawn _, Effect.Ignored _, Effect.PassedOn _ ->
          IntStream.range(1, Math.min(length, LONGEST_TO_SPLIT)).boxed().toList();
    };
  }

  /**
   * The first part leaves in one write with a marker: once the watcher has that, the part has been
   * read.
   */
  private static void sendInTwoReads(byte[] octets, int at) throws IOException {
    int marker = ++markers;
    sender.send(BadMessage.marker(marker), Arrays.copyOf(octets, at));
    readUntilMarker(marker);
    sender.send(Arrays.copyOfRange(octets, at, octets.length));
  }

  private static List<String> announced() {
    return List.of("announced");
  }

  /** What the watcher sees of the victim when it was there before. */
  private static List<String> expected(Effect effect) {
    return switch (effect) {
      case Effect.Withdrawn _, Effect.Reset _ -> List.of("withdrawn");
      case Effect.Ignored _ -> List.of();
      case Effect.PassedOn _ -> announced();
    };
  }

  private static void announceSoundRoute(BadMessage message) throws IOException {
    int marker = ++markers;
    sender.send(message.soundRoute(marker), BadMessage.marker(marker));
    assertThat(readUntilMarker(marker)).isEqualTo(announced());
  }

  /** What the watcher sees of the victim, up to a marker sent after all of it was done. */
  private static List<String> whatFollows(Effect effect) throws IOException {
    int marker = ++markers;
    if (effect instanceof Effect.Reset(String notification)) {
      assertThat(sender.readEnd()).isEqualTo(notification);
      awaitDown();
      bystander.send(BadMessage.marker(marker));
    } else {
      sender.send(BadMessage.marker(marker));
    }
    return readUntilMarker(marker);
  }

  private static void awaitDown() {
    Patience.await()
        .pollInterval(Duration.ofMillis(1))
        .pollDelay(Duration.ZERO)
        .until(() -> !reflector.session(sender.address()).established());
  }

  private static List<String> readUntilMarker(int number) throws IOException {
    List<String> seen = new ArrayList<>();
    String marker = BadMessage.markerPrefix(number);
    while (true) {
      RawUpdate update = RawUpdate.next(watcher);
      if (update.withdrawn().stream().anyMatch(VICTIMS::contains)) {
        seen.add("withdrawn");
      }
      if (update.announced().stream().anyMatch(VICTIMS::contains)) {
        seen.add("announced");
      }
      if (update.announced().contains(marker)) {
        return seen;
      }
    }
  }
}
