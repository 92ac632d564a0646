package io.podspan.bgp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent is what is received. Other seeds by -Dseed=. */
class RandomMessagesTest {
  private static final int MESSAGES = 2_000;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void areReadAsTheyWereWritten(long seed) {
    RandomGenerator random = new Random(Long.getLong("seed", seed));
    Gen gen = new Gen(random);
    for (int i = 0; i < MESSAGES; i++) {
      Message message = gen.message();
      WireOptions options = gen.options();

      byte[] frame = MessageEncoder.encode(message, options);

      assertThat(Frames.decode(frame, options)).as("message %d", i).isEqualTo(message);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 12, 13, 14})
  void reflectionIsTheSameWrittenOrBuilt(long seed) {
    Gen gen = new Gen(new Random(Long.getLong("seed", seed)));
    for (int i = 0; i < MESSAGES; i++) {
      if (gen.message() instanceof Message.Update update) {
        for (Message.Routes routes : update.routes()) {
          if (routes.attributes() != null) {
            reflects(routes.attributes(), gen.options());
          }
        }
      }
    }
  }

  private static void reflects(PathAttributes attributes, WireOptions options) {
    ByteBuf out = Unpooled.buffer();
    attributes.writeReflected(out, 7, 8, options);
    PathAttributes reflected = attributes.reflectedBy(7, 8);
    byte[] written = new byte[out.readableBytes()];
    out.readBytes(written);

    assertThat(written).isEqualTo(reflected.encoded(options));
    assertThat(reflected.clusterListContains(7)).isTrue();
    assertThat(reflected.clusterListLength()).isEqualTo(attributes.clusterListLength() + 1);
    assertThat(reflected.originatorId())
        .isEqualTo(attributes.isReflected() ? attributes.originatorId() : 8);
  }
}
