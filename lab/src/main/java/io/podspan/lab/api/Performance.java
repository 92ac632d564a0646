package io.podspan.lab.api;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A command of a pod that this process plays itself, for clusters of which only the API is there.
 */
@FunctionalInterface
public interface Performance {
  /** The client is there. Called on the event loop of its connection, so it must not block. */
  void begin(Stage stage);

  /** What the client sees. May be used by any thread, by one at a time. */
  final class Stage {
    /** As large as those of a real kubelet. */
    private static final int FRAME_BYTES = 32 << 10;

    private final ServerWebSocket socket;
    private final List<String> command;

    Stage(ServerWebSocket socket, List<String> command) {
      this.socket = socket;
      this.command = command;
    }

    public void stdout(String text) {
      print(ChannelProtocol.STDOUT, text);
    }

    public void stderr(String text) {
      print(ChannelProtocol.STDERR, text);
    }

    private void print(int channel, String text) {
      byte[] octets = text.getBytes(StandardCharsets.UTF_8);
      for (int from = 0; from < octets.length; from += FRAME_BYTES) {
        int length = Math.min(FRAME_BYTES, octets.length - from);
        send(
            Buffer.buffer(length + 1).appendByte((byte) channel).appendBytes(octets, from, length));
      }
    }

    /** The command has ended. */
    public void end(int exitCode) {
      send(ChannelProtocol.outcome(command, exitCode)).onComplete(_ -> socket.close());
    }

    private Future<Void> send(Buffer frame) {
      return socket.isClosed()
          ? Future.failedFuture("the client has gone")
          : socket.writeBinaryMessage(frame);
    }

    /** Is told when the client has gone. */
    public void onLeave(Runnable gone) {
      socket.closeHandler(_ -> gone.run());
      socket.exceptionHandler(_ -> gone.run());
    }
  }
}
