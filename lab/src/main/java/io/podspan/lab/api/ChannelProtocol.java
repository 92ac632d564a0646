package io.podspan.lab.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The frames of {@code pods/exec}: every WebSocket message starts with one byte that names its
 * channel.
 *
 * <pre>
 *   0 stdin -->   1 stdout <--   2 stderr <--   3 the outcome, a Status <--   4 window size -->
 *   255, n  -->   version 5 only: channel n is closed
 * </pre>
 */
final class ChannelProtocol {
  /** As WebSocket sub-protocols, the preferred one first. */
  static final List<String> VERSIONS = List.of("v5.channel.k8s.io", "v4.channel.k8s.io");

  static final int STDIN = 0;
  static final int STDOUT = 1;
  static final int STDERR = 2;
  private static final int OUTCOME = 3;
  private static final int CLOSE = 255;

  private ChannelProtocol() {}

  /** What a client sends. */
  sealed interface Incoming {
    record Input(byte[] data) implements Incoming {}

    record EndOfInput() implements Incoming {}
  }

  /** Empty for frames that the lab does not use. */
  static Optional<Incoming> decode(Buffer frame) {
    if (frame.length() == 0) {
      return Optional.empty();
    }
    int channel = frame.getUnsignedByte(0);
    if (channel == STDIN) {
      return Optional.of(new Incoming.Input(frame.getBytes(1, frame.length())));
    }
    boolean stdinClosed =
        channel == CLOSE && frame.length() == 2 && frame.getUnsignedByte(1) == STDIN;
    return stdinClosed ? Optional.of(new Incoming.EndOfInput()) : Optional.empty();
  }

  static Buffer frame(int channel, byte[] data, int length) {
    return Buffer.buffer(length + 1).appendByte((byte) channel).appendBytes(data, 0, length);
  }

  /** How the command ended, in the form from which a client library reads the exit code. */
  static Buffer outcome(List<String> command, int exitCode) {
    ObjectNode status = Json.object();
    status.putObject("metadata");
    if (exitCode == 0) {
      status.put("status", "Success");
    } else {
      status
          .put("status", "Failure")
          .put(
              "message",
              "command terminated with non-zero exit code: error executing command [%s], exit code %d"
                  .formatted(String.join(" ", command), exitCode))
          .put("reason", "NonZeroExitCode")
          .putObject("details")
          .putArray("causes")
          .addObject()
          .put("reason", "ExitCode")
          .put("message", Integer.toString(exitCode));
    }
    return outcome(status);
  }

  /** The command could not be run at all. */
  static Buffer failure(String message) {
    return outcome(new ApiException(500, "InternalError", message).status());
  }

  private static Buffer outcome(ObjectNode status) {
    byte[] json = Json.write(status).getBytes(StandardCharsets.UTF_8);
    return frame(OUTCOME, json, json.length);
  }
}
