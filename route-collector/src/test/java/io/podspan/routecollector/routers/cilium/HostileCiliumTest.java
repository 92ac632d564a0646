package io.podspan.routecollector.routers.cilium;

import io.podspan.routecollector.router.Hostile;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever cilium-dbg prints is an answer, or it is refused. */
class HostileCiliumTest {
  static Stream<byte[]> corpus() {
    return Hostile.outputs("cilium");
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void isReadOrRefused(byte[] output) {
    check(output);
  }

  static void check(byte[] output) {
    Hostile.read(output, CiliumOutput::sessions);
    Hostile.read(output, CiliumOutput::rib);
  }
}
