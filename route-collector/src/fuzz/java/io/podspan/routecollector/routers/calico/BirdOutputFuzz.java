package io.podspan.routecollector.routers.calico;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever birdcl prints, {@link HostileBirdTest} holds. */
class BirdOutputFuzz {

  static Stream<byte[]> seeds() {
    return HostileBirdTest.corpus();
  }

  @MethodSource("seeds")
  @FuzzTest
  void read(byte[] input) {
    HostileBirdTest.check(input);
  }
}
