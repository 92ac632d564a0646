package io.podspan.bgp.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever octets come, {@link DecoderProperties} hold. Starts from the inputs of {@link Corpus}.
 * {@link HostileInputTest} replays them.
 */
class MessageDecoderFuzz {

  static Stream<byte[]> seeds() {
    return Corpus.messages().map(Corpus.Input::octets);
  }

  @MethodSource("seeds")
  @FuzzTest
  void decode(byte[] input) {
    DecoderProperties.check(input);
  }
}
