package io.podspan.bgpreflector.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any bytes yield a message or a verdict, never an exception. Other seeds by -Dseed=. */
class HostileInputTest {
  private static final List<byte[]> SOUND =
      List.of(
          Frames.frame(1, "04 fc00 005a c0000201 10 02 0e 0104 0001 00 01 0200 4104 0000fc00"),
          Frames.frame(1, "04 fc00 005a c0000201 ff ff 0009 02 0006 4104 0000fc00"),
          Frames.update(
              "18 0a0900",
              Frames.MANDATORY + "c00804 fc000001 800a04 01020304",
              Frames.NLRI_10_1_0),
          Frames.update(
              "",
              Frames.ORIGIN + "400206 0201 0000fc01" + "800e0d 0001 01 04 c0000201 00 18 0a0100",
              ""),
          Frames.frame(3, "06 02 05 68656c6c6f"),
          Frames.frame(5, "0001 00 01"));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void mutatedMessagesNeverThrow(long seed) {
    Random random = new Random(Long.getLong("seed", seed));
    for (int i = 0; i < 5_000; i++) {
      byte[] frame = SOUND.get(random.nextInt(SOUND.size())).clone();
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        frame[19 + random.nextInt(frame.length - 19)] = (byte) random.nextInt();
      }
      decodeBothWays(frame);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void randomBodiesNeverThrow(long seed) {
    Random random = new Random(Long.getLong("seed", seed));
    for (int i = 0; i < 5_000; i++) {
      byte[] body = new byte[random.nextInt(80)];
      random.nextBytes(body);
      decodeBothWays(Frames.frame(1 + random.nextInt(5), java.util.HexFormat.of().formatHex(body)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void messagesCutAnywhereNeverThrow(int index) {
    byte[] whole = SOUND.get(index);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      decodeBothWays(cut);
      if (length >= FrameHeader.LENGTH) {
        // With a length field that agrees, so that the body's own checks are reached.
        cut[16] = (byte) (length >>> 8);
        cut[17] = (byte) length;
        decodeBothWays(cut);
      }
    }
  }

  private static void decodeBothWays(byte[] frame) {
    for (boolean fourOctets : new boolean[] {true, false}) {
      Decoded decoded =
          MessageDecoder.decode(
              Unpooled.wrappedBuffer(frame), new WireOptions(fourOctets), fourOctets);
      assertThat(decoded).isNotNull();
      if (decoded instanceof Message.Update update && update.attributes() != null) {
        // What was taken can be sent again, and means the same.
        byte[] encoded = MessageEncoder.encode(update, new WireOptions(true));
        assertThat(
                MessageDecoder.decode(Unpooled.wrappedBuffer(encoded), new WireOptions(true), true))
            .isInstanceOfSatisfying(
                Message.Update.class,
                again -> assertThat(again.attributes()).isEqualTo(update.attributes()));
      }
    }
  }
}
