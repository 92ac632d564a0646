package io.podspan.routecollector.kernel;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever ip prints, {@link HostileKernelTest} holds. */
class KernelOutputFuzz {

  static Stream<byte[]> seeds() {
    return HostileKernelTest.corpus();
  }

  @MethodSource("seeds")
  @FuzzTest
  void read(byte[] input) {
    HostileKernelTest.check(input);
  }
}
