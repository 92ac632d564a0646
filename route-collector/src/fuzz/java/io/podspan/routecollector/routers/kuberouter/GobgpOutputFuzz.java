package io.podspan.routecollector.routers.kuberouter;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever gobgp prints, {@link HostileGobgpTest} holds. */
class GobgpOutputFuzz {

  static Stream<byte[]> seeds() {
    return HostileGobgpTest.corpus();
  }

  @MethodSource("seeds")
  @FuzzTest
  void read(byte[] input) {
    HostileGobgpTest.check(input);
  }
}
