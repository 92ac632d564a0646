package io.podspan.events.envelope;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the fuzzer starts from, and what it found, again. */
class HostileRecordTest {
  static Stream<byte[]> corpus() {
    return CodecProperties.corpus();
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void aRecordIsAnEventOrUnreadable(byte[] input) {
    assertThatCode(() -> CodecProperties.check(input)).doesNotThrowAnyException();
  }
}
