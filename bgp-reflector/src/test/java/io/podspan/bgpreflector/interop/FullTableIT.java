package io.podspan.bgpreflector.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podspan.bgpreflector.hostile.Bytes;
import io.podspan.bgpreflector.hostile.RawMessage;
import io.podspan.bgpreflector.hostile.RawPeer;
import io.podspan.bgpreflector.interop.ReflectorUnderTest.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The Internet of 2015, replayed through one client, arrives whole at another: the UPDATEs of a real
 * session, with the attributes of real routers.
 */
class FullTableIT {
  private static final String SENDER = "127.0.0.2";
  private static final String RECEIVER = "127.0.0.3";
  private static final int ALIVE_AT_THE_END = 557_746;
  private static final Duration TIME = Duration.ofSeconds(60);

  private final ReceivedTable.AttributeSets sets = new ReceivedTable.AttributeSets();
  private final ReceivedTable expected = new ReceivedTable(sets, FullTableIT::reflected);
  private final ReceivedTable received = new ReceivedTable(sets, ReceivedTable.Change.NONE);

  /** RFC 4456, section 8: the routes were reflected before; our cluster comes in front. */
  private static void reflected(Map<Integer, byte[]> attributes) {
    byte[] originator = Bytes.join(new byte[] {(byte) 0x80}, octets(SENDER));
    attributes.putIfAbsent(9, originator);
    byte[] before = attributes.getOrDefault(10, new byte[] {(byte) 0x80});
    byte[] clusters = new byte[before.length + 4];
    clusters[0] = before[0];
    System.arraycopy(octets("127.0.0.1"), 0, clusters, 1, 4);
    System.arraycopy(before, 1, clusters, 5, before.length - 1);
    attributes.put(10, clusters);
  }

  private static byte[] octets(String address) {
    return InetAddress.ofLiteral(address).getAddress();
  }

  @Test
  void everyPrefixArrivesWithItsAttributesByteForByte() throws IOException {
    Path file = file();
    try (ReflectorUnderTest reflector = ReflectorUnderTest.onLoopback(0)) {
      reflector.clients(List.of(Client.of(SENDER), Client.of(RECEIVER)));
      try (RawPeer sender = RawPeer.established(SENDER, reflector.port(), 0);
          RawPeer receiver = RawPeer.established(RECEIVER, reflector.port(), 0)) {
        Thread reader = Thread.ofPlatform().start(() -> receive(receiver));

        replay(file, sender);

        assertThat(expected.size()).isEqualTo(ALIVE_AT_THE_END);
        await()
            .atMost(TIME)
            .pollInterval(Duration.ofMillis(500))
            .untilAsserted(() -> assertThat(differences()).isZero());
        assertThat(reader.isAlive()).isTrue();
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

  private void replay(Path file, RawPeer sender) throws IOException {
    try (MrtUpdates updates = MrtUpdates.open(file)) {
      byte[] message = updates.next();
      while (message != null) {
        sender.send(message);
        expected.apply(Arrays.copyOfRange(message, 19, message.length));
        message = updates.next();
      }
    }
  }

  private void receive(RawPeer receiver) {
    try {
      while (true) {
        RawMessage message = receiver.read();
        if (message.type() == Bytes.UPDATE) {
          synchronized (received) {
            received.apply(message.body());
          }
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private long differences() {
    synchronized (received) {
      return received.size() == expected.size() ? expected.differences(received) : -1;
    }
  }
}
