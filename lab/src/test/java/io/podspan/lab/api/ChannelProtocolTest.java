package io.podspan.lab.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelProtocolTest {
  @Test
  void everyFrameStartsWithItsChannel() {
    Buffer frame = ChannelProtocol.frame(ChannelProtocol.STDERR, bytes("text"), 2);

    assertThat(frame.getBytes()).containsExactly(2, 't', 'e');
  }

  @Test
  void inputComesOnChannelZero() {
    assertThat(ChannelProtocol.decode(Buffer.buffer(new byte[] {0, 'h', 'i'})))
        .hasValueSatisfying(
            incoming ->
                assertThat(((ChannelProtocol.Incoming.Input) incoming).data())
                    .containsExactly('h', 'i'));
  }

  @Test
  void version5SaysThatNoMoreInputComes() {
    assertThat(ChannelProtocol.decode(Buffer.buffer(new byte[] {(byte) 255, 0})))
        .containsInstanceOf(ChannelProtocol.Incoming.EndOfInput.class);
  }

  @Test
  void windowSizesAndEmptyFramesAreOfNoUse() {
    assertThat(ChannelProtocol.decode(Buffer.buffer(new byte[] {4, '{', '}'}))).isEmpty();
    assertThat(ChannelProtocol.decode(Buffer.buffer())).isEmpty();
    assertThat(ChannelProtocol.decode(Buffer.buffer(new byte[] {(byte) 255, 1}))).isEmpty();
  }

  @Test
  void aZeroExitCodeIsASuccess() {
    assertThat(status(ChannelProtocol.outcome(List.of("true"), 0)).path("status").asText())
        .isEqualTo("Success");
  }

  @Test
  void anotherExitCodeIsACauseThatClientsRead() {
    var status = status(ChannelProtocol.outcome(List.of("exit", "7"), 7));

    assertThat(status.path("message").asText())
        .isEqualTo(
            "command terminated with non-zero exit code: error executing command [exit 7], exit code 7");
    assertThat(status.path("reason").asText()).isEqualTo("NonZeroExitCode");
    assertThat(status.at("/details/causes/0/reason").asText()).isEqualTo("ExitCode");
    assertThat(status.at("/details/causes/0/message").asText()).isEqualTo("7");
  }

  private static JsonNode status(Buffer frame) {
    assertThat(frame.getByte(0)).isEqualTo((byte) 3);
    return Json.parse(frame.getString(1, frame.length()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
