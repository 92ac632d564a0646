package io.podspan.bgpreflector.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podspan.bgp.testpeer.RawMessage;
import io.podspan.bgp.testpeer.TestPeer;
import io.podspan.bgpreflector.hostile.Bytes;
import io.podspan.bgpreflector.interop.ReflectorUnderTest.Client;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The Internet of 2015, replayed through one client, arrives whole at another: the UPDATEs of a
 * real session, with the attributes of real routers.
 */
class FullTableIT {
  private static final String SENDER = "127.0.0.2";
  private static final String RECEIVER = "127.0.0.3";

  /**
   * Where 557,746 is said, 20 messages are left out that have no room for a LOCAL_PREF, which they
   * do not lack.
   */
  private static final int ALIVE_AT_THE_END = 577_703;

  /** Their paths contain AS 0; a router must not pass them on (RFC 7607, section 2). */
  private static final int WITH_AS_0 = 4;

  /** Their paths contain a set of ASes, which counts as a withdrawal (RFC 9774). */
  private static final int WITH_AS_SET = 177;

  private static final int AS_SET = 1;

  /** An AS that is in none of the paths. 64512 is in some, leaked, and would look like a loop. */
  private static final int ASN = 64_777;

  private static final Duration TIME = Duration.ofSeconds(60);

  private final ReceivedTable.AttributeSets sets = new ReceivedTable.AttributeSets();
  private final ReceivedTable expected = new ReceivedTable(sets, FullTableIT::reflected);
  private final ReceivedTable received = new ReceivedTable(sets, ReceivedTable.Change.NONE);

  /** RFC 4456, section 8: the routes were reflected before; our cluster comes in front. */
  private static boolean reflected(Map<Integer, byte[]> attributes) {
    byte[] originator = Bytes.join(new byte[] {(byte) 0x80}, octets(SENDER));
    attributes.putIfAbsent(9, originator);
    byte[] before = attributes.getOrDefault(10, new byte[] {(byte) 0x80});
    byte[] clusters = new byte[before.length + 4];
    clusters[0] = before[0];
    System.arraycopy(octets("127.0.0.1"), 0, clusters, 1, 4);
    System.arraycopy(before, 1, clusters, 5, before.length - 1);
    attributes.put(10, clusters);
    // RFC 7607, section 2: the attribute goes, or the route.
    attributes.computeIfPresent(7, (_, aggregator) -> as(aggregator, 1) == 0 ? null : aggregator);
    return !isRefused(attributes.get(2));
  }

  /** An AS 0 (RFC 7607), or a set of ASes (RFC 9774). */
  private static boolean isRefused(byte[] asPath) {
    int at = 1;
    while (at < asPath.length) {
      if (asPath[at] == AS_SET) {
        return true;
      }
      int end = at + 2 + 4 * (asPath[at + 1] & 0xff);
      for (int as = at + 2; as < end; as += 4) {
        if (as(asPath, as) == 0) {
          return true;
        }
      }
      at = end;
    }
    return false;
  }

  private static int as(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes).getInt(at);
  }

  private static byte[] octets(String address) {
    return InetAddress.ofLiteral(address).getAddress();
  }

  @Test
  void everyPrefixArrivesWithItsAttributesByteForByte() throws IOException {
    Path file = file();
    try (ReflectorUnderTest reflector = ReflectorUnderTest.onLoopback(0, 2, ASN)) {
      reflector.clients(List.of(Client.of(SENDER), Client.of(RECEIVER)));
      try (TestPeer sender = TestPeer.established(SENDER, reflector.port(), ASN, 0);
          TestPeer receiver = TestPeer.established(RECEIVER, reflector.port(), ASN, 0)) {
        Thread.ofPlatform().start(() -> receive(receiver));

        replay(file, sender);

        assertThat(expected.size()).isEqualTo(ALIVE_AT_THE_END - WITH_AS_0 - WITH_AS_SET);
        await()
            .atMost(TIME)
            .pollInterval(Duration.ofSeconds(1))
            .untilAsserted(() -> assertThat(differences()).isEmpty());
      }
      assertThat(reflector.isSound()).isTrue();
    }
  }

  private static Path file() {
    for (String folder : new String[] {"../../shared/data", "../shared/data"}) {
      Path file = Path.of(folder, "full-table.2015.updates.mrt.gz");
      if (Files.exists(file)) {
        return file;
      }
    }
    Programs.require(false, "needs ../shared/data/full-table.2015.updates.mrt.gz");
    throw new IllegalStateException("no table");
  }

  private void replay(Path file, TestPeer sender) throws IOException {
    try (MrtUpdates updates = MrtUpdates.open(file)) {
      byte[] message = updates.next();
      while (message != null) {
        sender.send(message);
        expected.apply(Arrays.copyOfRange(message, 19, message.length));
        message = updates.next();
      }
    }
  }

  private void receive(TestPeer receiver) {
    try {
      while (true) {
        RawMessage message = receiver.readRaw();
        if (message.type() == Bytes.UPDATE) {
          synchronized (received) {
            received.apply(message.body());
          }
        }
      }
    } catch (IOException _) {
      // Closed, or nothing came for long: what there is will be judged.
    }
  }

  private List<String> differences() {
    synchronized (received) {
      return expected.differences(received);
    }
  }
}
