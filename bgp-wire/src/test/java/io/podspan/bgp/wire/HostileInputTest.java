package io.podspan.bgp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any bytes yield a message or a verdict, never an exception. Other seeds by -Dseed=. */
class HostileInputTest {
  private static final int ROUNDS = 20_000;

  static Stream<Corpus.Input> corpus() {
    return Corpus.messages();
  }

  @Test
  void theCorpusIsWhole() {
    assertThat(corpus()).hasSizeGreaterThanOrEqualTo(327);
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void theCorpusHolds(Corpus.Input input) {
    assertThat(DecoderProperties.check(input.octets())).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void aFrameMeansTheSameWhereverItIsSplit(Corpus.Input input) {
    byte[] frame = DecoderProperties.frame(input.octets());
    WireOptions options = DecoderProperties.options(input.octets()[0]);
    FrameHeader whole = FrameHeader.peek(Unpooled.wrappedBuffer(frame), options.maxMessage());
    Decoded decoded = Frames.decode(frame, options);
    for (int at = 0; at <= frame.length; at++) {
      ByteBuf first = Unpooled.wrappedBuffer(frame, 0, at);
      ByteBuf second = Unpooled.wrappedBuffer(frame, at, frame.length - at);

      assertThat(FrameHeader.peek(first, options.maxMessage()))
          .isEqualTo(at < FrameHeader.LENGTH ? FrameHeader.INCOMPLETE : whole);
      ByteBuf joined = Unpooled.compositeBuffer().addComponents(true, first, second);
      assertThat(MessageDecoder.decode(joined, options, true)).isEqualTo(decoded);
      joined.release();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void mutatedMessagesNeverThrow(long seed) {
    Random random = new Random(Long.getLong("seed", seed));
    List<byte[]> corpus =
        Corpus.messages().map(Corpus.Input::octets).filter(i -> i.length > 20).toList();
    for (int i = 0; i < ROUNDS; i++) {
      byte[] input = corpus.get(random.nextInt(corpus.size())).clone();
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        input[FrameHeader.LENGTH + random.nextInt(input.length - FrameHeader.LENGTH)] =
            (byte) random.nextInt();
      }
      input[0] = (byte) random.nextInt(32);
      DecoderProperties.check(input);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 12, 13, 14})
  void randomBodiesNeverThrow(long seed) {
    Random random = new Random(Long.getLong("seed", seed));
    for (int i = 0; i < ROUNDS; i++) {
      byte[] input = new byte[1 + FrameHeader.LENGTH + random.nextInt(80)];
      random.nextBytes(input);
      input[0] &= 31;
      input[FrameHeader.LENGTH] = (byte) (1 + random.nextInt(5));
      DecoderProperties.check(input);
    }
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void messagesCutAnywhereNeverThrow(Corpus.Input input) {
    byte[] whole = input.octets();
    for (int length = 1; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      DecoderProperties.check(cut);
      cut[0] |= (byte) DecoderProperties.RAW;
      DecoderProperties.check(cut);
    }
  }

  @Test
  void thousandsOfFaultsAreNotRemembered() {
    String attributes = Frames.MANDATORY + "c06300".repeat(20_000);

    assertThat(Frames.decode(Frames.update("", attributes, "18 0a0100"), Frames.EXTENDED))
        .isInstanceOfSatisfying(
            Message.Update.class,
            update -> {
              assertThat(update.faults()).hasSize(Faults.REMEMBERED);
              assertThat(Frames.routes(update).announced().size()).isEqualTo(1);
            });
  }

  @Test
  void aMessageFullOfTheShortestPrefixesIsTaken() {
    byte[] frame = Frames.update("", Frames.MANDATORY, "00".repeat(60_000));

    assertThat(Frames.routes(Frames.decode(frame, Frames.EXTENDED)).announced().size())
        .isEqualTo(60_000);
  }
}
