package io.podspan.bgpreflector.speaker.session;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.podspan.bgp.wire.Corpus;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever one peer does, {@link SessionScript} holds. Starts from scripts that {@link
 * HostileSessionTest} replays.
 */
class PeerSessionFuzz {

  static Stream<byte[]> seeds() {
    return Corpus.of(PeerSessionFuzz.class, "PeerSessionFuzzInputs.zip").map(Corpus.Input::octets);
  }

  @MethodSource("seeds")
  @FuzzTest
  void session(byte[] script) {
    SessionScript.run(script);
  }
}
