package io.podspan.bgpreflector.speaker.session;

import static io.podspan.bgpreflector.speaker.session.SessionScript.FRAME;
import static io.podspan.bgpreflector.speaker.session.SessionScript.KEEPALIVE;
import static io.podspan.bgpreflector.speaker.session.SessionScript.OPEN;
import static io.podspan.bgpreflector.speaker.session.SessionScript.RAW;
import static io.podspan.bgpreflector.speaker.session.SessionScript.ROUTE;
import static io.podspan.bgpreflector.speaker.session.SessionScript.TURN;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.Corpus;
import io.podspan.bgp.wire.FrameHeader;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing that one peer sends does harm to another: {@link SessionScript} says what that means.
 * Other seeds by -Dseed=.
 */
class HostileSessionTest {
  private static final int SCRIPTS = 300;
  private static final Prefix ROUTE_OF_THE_PEER = Prefix.of("10.1.0.0/24");

  static Stream<Corpus.Input> messages() {
    return Corpus.messages().filter(message -> message.octets().length <= 256);
  }

  static Stream<Corpus.Input> scripts() {
    return Corpus.of(HostileSessionTest.class, "PeerSessionFuzzInputs.zip");
  }

  @Test
  void theWatcherSeesTheRoute() {
    assertThat(SessionScript.run(afterARoute())).containsExactly(ROUTE_OF_THE_PEER);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aBadMessageAfterARouteWithdrawsItOrNothing(Corpus.Input input) {
    assertThat(SessionScript.run(message(input, afterARoute()))).isSubsetOf(ROUTE_OF_THE_PEER);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aBadMessageAloneIsSeenByNobody(Corpus.Input input) {
    assertThat(SessionScript.run(message(input, (byte) OPEN, (byte) KEEPALIVE, (byte) TURN)))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aBadMessageBeforeTheSessionIsUpIsSeenByNobody(Corpus.Input input) {
    assertThat(SessionScript.run(message(input))).isEmpty();
    assertThat(SessionScript.run(message(input, (byte) OPEN))).isEmpty();
  }

  @Test
  void theCorpusIsWhole() {
    assertThat(scripts()).hasSizeGreaterThanOrEqualTo(59);
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void theCorpusHolds(Corpus.Input input) {
    assertThat(SessionScript.run(input.octets())).isNotNull();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void anySequenceHolds(long seed) {
    Random random = new Random(Long.getLong("seed", seed));
    for (int i = 0; i < SCRIPTS; i++) {
      byte[] script = new byte[3 + random.nextInt(60)];
      random.nextBytes(script);
      if (random.nextInt(4) > 0) {
        script[0] = OPEN;
        script[1] = KEEPALIVE;
        script[2] = TURN;
      }
      assertThat(SessionScript.run(script)).isNotNull();
    }
  }

  private static byte[] afterARoute() {
    return new byte[] {OPEN, KEEPALIVE, TURN, ROUTE | 1 << 3, TURN};
  }

  /** The message in a frame of its type, or as it is where the frame is what is bad. */
  private static byte[] message(Corpus.Input message, byte... before) {
    byte[] input = message.octets();
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    script.writeBytes(before);
    boolean framed = input.length > FrameHeader.LENGTH && input[FrameHeader.LENGTH] > 0;
    int start = framed && input[0] >= 0 ? 1 + FrameHeader.LENGTH : 1;
    int type = start == 1 ? 0 : input[FrameHeader.LENGTH] - 1;
    script.write(start == 1 ? RAW : FRAME | type << 3);
    script.write(input.length - start);
    script.write(input, Math.min(start, input.length), Math.max(0, input.length - start));
    script.write(TURN);
    return script.toByteArray();
  }
}
