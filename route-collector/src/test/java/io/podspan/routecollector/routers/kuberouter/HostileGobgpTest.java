package io.podspan.routecollector.routers.kuberouter;

import io.podspan.routecollector.router.Hostile;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever gobgp prints is an answer, or it is refused; what the fuzzer found is tried again. */
class HostileGobgpTest {
  static Stream<byte[]> corpus() {
    return Hostile.outputs("gobgp");
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void isReadOrRefused(byte[] output) {
    check(output);
  }

  static void check(byte[] output) {
    Hostile.read(output, GobgpOutput::sessions);
    Hostile.read(output, GobgpOutput::rib);
  }
}
