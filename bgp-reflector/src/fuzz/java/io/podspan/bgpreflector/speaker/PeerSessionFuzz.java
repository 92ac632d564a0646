package io.podspan.bgpreflector.speaker;

import io.podspan.bgpreflector.speaker.session.SessionScript;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever one peer does, {@link SessionScript} holds. */
class PeerSessionFuzz {

  @FuzzTest
  void session(byte[] script) {
    SessionScript.run(script);
  }
}
