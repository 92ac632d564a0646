package io.podspan.bgp.wire.bmp;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any octets yield a message or a fault, never an exception. Other seeds by -Dseed=. */
class HostileBmpTest {
  private static final int ROUNDS = 20_000;

  /** What {@code BmpFuzz} starts from. */
  static Stream<byte[]> corpus() {
    return Stream.concat(
        Vectors.captured(), BmpDecoderTest.messages().stream().map(BmpEncoder::encode));
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void messagesCutAnywhereNeverThrow(byte[] message) {
    for (int length = 0; length <= message.length; length++) {
      BmpProperties.check(Arrays.copyOf(message, length));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void damagedMessagesNeverThrow(long seed) {
    Random random = new Random(Long.getLong("seed", seed));
    List<byte[]> corpus = corpus().toList();
    for (int i = 0; i < ROUNDS; i++) {
      byte[] message = corpus.get(random.nextInt(corpus.size()));
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        message = BmpProperties.damaged(message, random.nextInt(message.length), random.nextInt());
      }
      BmpProperties.check(message);
    }
  }

  @Test
  void anUpdateFullOfTheShortestPrefixesIsTaken() {
    byte[] update = io.podspan.bgp.wire.Frames.update("", "", "00".repeat(60_000));

    BmpProperties.check(
        BmpEncoder.encode(
            new BmpMessage.RouteMonitoring(
                Vectors.PEER_HEADER, io.podspan.bgp.wire.Octets.of(update))));
  }
}
