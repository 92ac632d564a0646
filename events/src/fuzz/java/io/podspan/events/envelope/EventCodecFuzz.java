package io.podspan.events.envelope;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a record holds, {@link CodecProperties} hold. {@link HostileRecordTest} replays them. */
class EventCodecFuzz {

  static Stream<byte[]> seeds() {
    return CodecProperties.corpus();
  }

  @MethodSource("seeds")
  @FuzzTest
  void read(byte[] input) {
    CodecProperties.check(input);
  }
}
