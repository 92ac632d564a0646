package io.podspan.clusteraccess;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.podspan.clusteraccess.ExecOutcome.Cause;
import io.podspan.clusteraccess.ExecOutcome.Failed;
import io.podspan.clusteraccess.StreamChannel.Arrival;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Reads the lines of a command while it runs, for commands that go on. Blocks the caller until the
 * command has ended, has been silent for too long, or its time is over.
 *
 * <p>A container runtime may let the command run on after that. Such a command has to end by
 * itself.
 */
public final class ExecStream {

  /** Takes the lines of both channels, in their order, on the thread that follows. */
  public interface Lines {
    void stdout(String line);

    void stderr(String line);
  }

  /**
   * How long is waited.
   *
   * @param opening from the call to the beginning of the command
   * @param silence for the next line. What is no whole line does not count
   * @param whole from the call to the end
   */
  public record Limits(Duration opening, Duration silence, Duration whole) {}

  private final StreamChannel channel;
  private final Secrets secrets;
  private final Limits limits;
  private final Lines lines;
  private final LineCutter stdout = new LineCutter();
  private final LineCutter stderr = new LineCutter();
  private final long deadline;

  private ExecStream(StreamChannel channel, Secrets secrets, Limits limits, Lines lines) {
    this.channel = channel;
    this.secrets = secrets;
    this.limits = limits;
    this.lines = lines;
    this.deadline = System.nanoTime() + limits.whole().toNanos();
  }

  /** How it ended. What it printed has gone to the lines. */
  public static ExecOutcome follow(
      KubernetesClient client, PodContainer target, Limits limits, Lines lines, String... command) {
    Secrets secrets = Secrets.of(client.getConfiguration(), List.of());
    StreamChannel channel = new StreamChannel(secrets);
    CompletableFuture<WebSocket> opening =
        client
            .getHttpClient()
            .newWebSocketBuilder()
            .uri(PodExec.uri(client, target, command))
            .subprotocol(ExecChannel.PROTOCOL)
            .buildAsync(channel);
    try {
      WebSocket socket = opening.get(limits.opening().toNanos(), TimeUnit.NANOSECONDS);
      return new ExecStream(channel, secrets, limits, lines).end(socket);
    } catch (TimeoutException e) {
      return new Failed(
          Cause.UNREACHABLE, "it did not begin within " + limits.opening().toMillis() + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Failed(Cause.TIMEOUT, "the caller was interrupted");
    } catch (ExecutionException e) {
      return PodExec.failed(target, e, secrets);
    } finally {
      // Closes a socket that opens too late as well.
      opening.thenAccept(socket -> socket.sendClose(PodExec.NORMAL_CLOSURE, "done"));
    }
  }

  private ExecOutcome end(WebSocket socket) throws InterruptedException {
    long silentAt = silentAt();
    while (true) {
      long until = silentAt - deadline < 0 ? silentAt : deadline;
      Arrival next = channel.arrivals().poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
      switch (next) {
        case null -> {
          return late(until == silentAt);
        }
        case Arrival.Over(Failed why) -> {
          return why;
        }
        case Arrival.Piece(int number, byte[] octets) when number == ExecChannel.STATUS -> {
          return ExitStatus.read(octets, secrets);
        }
        case Arrival.Piece piece -> {
          try {
            if (took(piece)) {
              silentAt = silentAt();
            }
          } catch (TooMuchException e) {
            return new Failed(Cause.TOO_MUCH_OUTPUT, e.words());
          }
          socket.request();
        }
      }
    }
  }

  private long silentAt() {
    return System.nanoTime() + limits.silence().toNanos();
  }

  private Failed late(boolean silent) {
    return new Failed(
        Cause.TIMEOUT,
        silent
            ? "it was silent for " + limits.silence().toMillis() + " ms"
            : "it did not end within " + limits.whole().toMillis() + " ms");
  }

  /** Whether a line ended in it. */
  private boolean took(Arrival.Piece piece) throws TooMuchException {
    return switch (piece.channel()) {
      case ExecChannel.STDOUT -> given(stdout.cut(piece.octets()), lines::stdout);
      case ExecChannel.STDERR -> given(stderr.cut(piece.octets()), lines::stderr);
      // Channels of later versions of the protocol are not needed here.
      default -> false;
    };
  }

  private static boolean given(List<String> cut, Consumer<String> to) {
    cut.forEach(to);
    return !cut.isEmpty();
  }
}
