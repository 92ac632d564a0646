package io.podspan.clusteraccess;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the fuzzer starts from, and what it found, again. */
class HostileKubeconfigTest {
  static Stream<byte[]> corpus() {
    return KubeconfigProperties.corpus();
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void aKubeconfigIsReadOrUnusable(byte[] input) {
    assertThatCode(() -> KubeconfigProperties.check(input)).doesNotThrowAnyException();
  }
}
