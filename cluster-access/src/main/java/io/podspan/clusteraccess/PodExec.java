package io.podspan.clusteraccess;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import io.podspan.clusteraccess.ExecOutcome.Cause;
import io.podspan.clusteraccess.ExecOutcome.Failed;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands in containers through the exec API (pods/exec over WebSocket). Blocks the caller
 * until the command has ended or its time is over. Arguments are passed as they are; no shell reads
 * them unless the command is a shell.
 *
 * <p>fabric8's own exec is not used: it requests the pod twice before each command, which is too
 * much for a caller that reads every node every few seconds.
 */
public final class PodExec {
  /** Bytes of stdout that are read. */
  public static final int LARGEST_OUTPUT = 1 << 20;

  /** Bytes of stderr that are read. */
  static final int LARGEST_COMPLAINT = 64 << 10;

  static final int NORMAL_CLOSURE = 1000;

  private PodExec() {}

  /**
   * Runs one command.
   *
   * @param timeout from the call to the command's end
   */
  public static ExecOutcome run(
      KubernetesClient client, PodContainer target, Duration timeout, String... command) {
    return run(client, target, timeout, LARGEST_OUTPUT, command);
  }

  /**
   * The same for a command that prints little.
   *
   * @param largest bytes of stdout
   */
  public static ExecOutcome run(
      KubernetesClient client,
      PodContainer target,
      Duration timeout,
      int largest,
      String... command) {
    long deadline = System.nanoTime() + timeout.toNanos();
    Secrets secrets = Secrets.of(client.getConfiguration(), List.of());
    ExecChannel channel = new ExecChannel(secrets, largest);
    CompletableFuture<WebSocket> opening =
        client
            .getHttpClient()
            .newWebSocketBuilder()
            .uri(uri(client, target, command))
            .subprotocol(ExecChannel.PROTOCOL)
            .buildAsync(channel);
    try {
      opening.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      return channel.outcome().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return new Failed(Cause.TIMEOUT, "it did not end within " + timeout.toMillis() + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Failed(Cause.TIMEOUT, "the caller was interrupted");
    } catch (ExecutionException e) {
      return failed(target, e, secrets);
    } finally {
      // Closes a socket that opens too late as well.
      opening.thenAccept(socket -> socket.sendClose(NORMAL_CLOSURE, "done"));
    }
  }

  static URI uri(KubernetesClient client, PodContainer target, String... command) {
    String base = client.getConfiguration().getMasterUrl();
    StringBuilder uri = new StringBuilder(base.endsWith("/") ? base : base + "/");
    uri.append("api/v1/namespaces/").append(encoded(target.namespace()));
    uri.append("/pods/").append(encoded(target.pod())).append("/exec?");
    for (String word : command) {
      uri.append("command=").append(encoded(word)).append('&');
    }
    uri.append("container=").append(encoded(target.container())).append("&stdout=true&stderr=true");
    return URI.create(uri.toString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Why a command was not run. */
  static Failed failed(PodContainer target, Throwable fault, Secrets secrets) {
    return switch (status(fault)) {
      case 401 ->
          new Failed(Cause.FORBIDDEN, "the API server does not accept these credentials (401)");
      case 403 ->
          new Failed(
              Cause.FORBIDDEN,
              "the API server forbids this command in "
                  + target
                  + ": grant get and create of pods/exec, or run podspan clusters grant of this version"
                  + " again");
      case 400, 404, 500 -> new Failed(Cause.NO_CONTAINER, "no running container " + target);
      default ->
          new Failed(
              Cause.UNREACHABLE, "it was not run: " + CallFailure.unreachable(fault, secrets));
    };
  }

  private static int status(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof WebSocketHandshakeException e && e.getResponse() != null) {
        return e.getResponse().code();
      }
    }
    return 0;
  }

  /** The message of the root cause, as one short line without secrets. */
  static String word(Throwable fault, Secrets secrets) {
    Throwable root = fault;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : firstLine(secrets.hiddenIn(message));
  }

  /** The first line that is not blank, printable and short. */
  static String firstLine(@Nullable String text) {
    String line = text == null ? "" : text.lines().filter(l -> !l.isBlank()).findFirst().orElse("");
    String printable = line.replaceAll("[\\p{IsCc}\\p{Cf}\\u2028\\u2029]", " ").strip();
    if (printable.isEmpty()) {
      return "no further details";
    }
    return printable.length() > 200 ? printable.substring(0, 200) + "..." : printable;
  }
}
