package io.podspan.routecollector.routers.calico;

import io.podspan.routecollector.router.Hostile;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever birdcl prints is an answer, or it is refused; what the fuzzer found is tried again. */
class HostileBirdTest {
  static Stream<byte[]> corpus() {
    return Hostile.outputs("bird");
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void isReadOrRefused(byte[] output) {
    check(output);
  }

  static void check(byte[] output) {
    Hostile.read(output, BirdOutput::sessions);
    Hostile.read(output, BirdOutput::rib);
  }
}
