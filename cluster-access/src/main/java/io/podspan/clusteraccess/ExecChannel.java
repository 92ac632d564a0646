package io.podspan.clusteraccess;

import io.fabric8.kubernetes.client.http.WebSocket;
import io.podspan.clusteraccess.ExecOutcome.Cause;
import io.podspan.clusteraccess.ExecOutcome.Failed;
import io.podspan.clusteraccess.ExecOutcome.Finished;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * The receiver of the protocol v4.channel.k8s.io. Each message begins with the number of its
 * channel. The client's event loop calls it, one message after the other.
 */
final class ExecChannel implements WebSocket.Listener {
  static final String PROTOCOL = "v4.channel.k8s.io";

  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cntrl}\\p{IsCc}\\p{Cf}\\u2028\\u2029&&[^\n\r\t]]");

  static final int STDOUT = 1;
  static final int STDERR = 2;
  static final int STATUS = 3;

  private final Secrets secrets;
  private final int largest;
  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final CompletableFuture<ExecOutcome> outcome = new CompletableFuture<>();

  /**
   * @param secrets what the server's words must not show
   * @param largest bytes of stdout
   */
  ExecChannel(Secrets secrets, int largest) {
    this.secrets = secrets;
    this.largest = largest;
  }

  /** Completes once, and never exceptionally. */
  CompletableFuture<ExecOutcome> outcome() {
    return outcome;
  }

  @Override
  public void onMessage(WebSocket socket, ByteBuffer message) {
    if (message.hasRemaining()) {
      int channel = message.get();
      byte[] content = new byte[message.remaining()];
      message.get(content);
      take(channel, content);
    }
    socket.request();
  }

  @Override
  public void onMessage(WebSocket socket, String text) {
    onMessage(socket, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void take(int channel, byte[] content) {
    switch (channel) {
      case STDOUT -> keep(stdout, content, largest);
      case STDERR -> keep(stderr, content, PodExec.LARGEST_COMPLAINT);
      case STATUS -> end(content);
      default -> {
        // Channels of later versions of the protocol are not needed here.
      }
    }
  }

  private void keep(ByteArrayOutputStream kept, byte[] content, int most) {
    if (kept.size() + content.length > most) {
      outcome.complete(
          new Failed(Cause.TOO_MUCH_OUTPUT, "it printed more than " + most + " bytes"));
    } else {
      kept.writeBytes(content);
    }
  }

  private void end(byte[] content) {
    outcome.complete(
        switch (ExitStatus.read(content, secrets)) {
          case Finished(int exitCode, _, _) -> finished(exitCode);
          case Failed failed -> failed;
        });
  }

  private Finished finished(int exitCode) {
    return new Finished(
        exitCode,
        printable(stdout.toString(StandardCharsets.UTF_8)),
        printable(stderr.toString(StandardCharsets.UTF_8)));
  }

  /** No program that is run here prints others; who printed them meant somebody's terminal. */
  static String printable(String output) {
    return isPlain(output) ? output : UNPRINTABLE.matcher(output).replaceAll("?");
  }

  /** Most output is, and a look at a large table is hundreds of thousands of characters. */
  private static boolean isPlain(String output) {
    for (int i = 0; i < output.length(); i++) {
      char c = output.charAt(i);
      if ((c < ' ' && c != '\n' && c != '\t') || c > '~') {
        return false;
      }
    }
    return true;
  }

  @Override
  public void onClose(WebSocket socket, int code, String reason) {
    outcome.complete(new Failed(Cause.UNREACHABLE, "the connection ended before the command did"));
  }

  @Override
  public void onError(WebSocket socket, Throwable fault) {
    outcome.complete(
        new Failed(Cause.UNREACHABLE, "the connection broke: " + PodExec.word(fault, secrets)));
  }
}
