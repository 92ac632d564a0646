package io.podspan.bgp.wire.bmp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever octets a router sends, {@link BmpProperties} hold. */
class BmpFuzz {

  static Stream<byte[]> seeds() {
    return HostileBmpTest.corpus();
  }

  @MethodSource("seeds")
  @FuzzTest
  void decode(byte[] input) {
    BmpProperties.check(input);
  }
}
