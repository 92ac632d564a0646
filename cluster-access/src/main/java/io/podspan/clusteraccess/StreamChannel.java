package io.podspan.clusteraccess;

import io.fabric8.kubernetes.client.http.WebSocket;
import io.podspan.clusteraccess.ExecOutcome.Cause;
import io.podspan.clusteraccess.ExecOutcome.Failed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The receiver of a stream, for the protocol of {@link ExecChannel}. The client's event loop fills
 * the queue, and the reader of the stream empties it. The loop takes no message from the network
 * before the reader has asked for it: one is here at most, and a slow reader slows its own socket.
 */
final class StreamChannel implements WebSocket.Listener {

  /** Comes out of the queue. */
  sealed interface Arrival {
    /** Octets of a channel. */
    record Piece(int channel, byte[] octets) implements Arrival {}

    /** The connection has ended. */
    record Over(Failed why) implements Arrival {}
  }

  private final Secrets secrets;
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

  /**
   * @param secrets what the server's words must not show
   */
  StreamChannel(Secrets secrets) {
    this.secrets = secrets;
  }

  BlockingQueue<Arrival> arrivals() {
    return arrivals;
  }

  @Override
  public void onMessage(WebSocket socket, ByteBuffer message) {
    int channel = message.hasRemaining() ? message.get() : 0;
    byte[] octets = new byte[message.remaining()];
    message.get(octets);
    arrivals.add(new Arrival.Piece(channel, octets));
  }

  @Override
  public void onMessage(WebSocket socket, String text) {
    onMessage(socket, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void onClose(WebSocket socket, int code, String reason) {
    over("the connection ended before the command did");
  }

  @Override
  public void onError(WebSocket socket, Throwable fault) {
    over("the connection broke: " + PodExec.word(fault, secrets));
  }

  private void over(String why) {
    arrivals.add(new Arrival.Over(new Failed(Cause.UNREACHABLE, why)));
  }
}
