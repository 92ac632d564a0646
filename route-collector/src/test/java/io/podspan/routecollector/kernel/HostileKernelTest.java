package io.podspan.routecollector.kernel;

import io.podspan.addresses.IpFamily;
import io.podspan.routecollector.router.Hostile;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever ip prints is an answer, or it is refused; what the fuzzer found is tried again. */
class HostileKernelTest {
  static Stream<byte[]> corpus() {
    return Hostile.outputs("ip-");
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void isReadOrRefused(byte[] output) {
    check(output);
  }

  static void check(byte[] output) {
    for (IpFamily family : IpFamily.values()) {
      Hostile.read(output, text -> KernelOutput.routes(family, text));
    }
  }
}
