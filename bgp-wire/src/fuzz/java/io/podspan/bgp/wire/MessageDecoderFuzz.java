package io.podspan.bgp.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Whatever bytes come, {@link DecoderProperties} hold. Starts from the files of {@link Corpus};
 * what it finds goes there, to be replayed by {@link HostileInputTest}.
 */
class MessageDecoderFuzz {

  @FuzzTest
  void decode(byte[] input) {
    DecoderProperties.check(input);
  }
}
