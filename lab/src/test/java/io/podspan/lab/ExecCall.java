package io.podspan.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** One command in a container by {@code pods/exec}, with all that comes back. */
final class ExecCall implements WebSocket.Listener {
  private static final String PROTOCOL = "v4.channel.k8s.io";
  private static final int SECONDS = 90;

  private final Map<Integer, ByteArrayOutputStream> channels = new TreeMap<>();
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

  /** Where a command runs. */
  record Target(String namespace, String pod, String container) {
    Target pod(String other) {
      return new Target(namespace, other, container);
    }

    Target container(String other) {
      return new Target(namespace, pod, other);
    }
  }

  /**
   * @param code of the answer to the upgrade; 101 when the session began
   * @param status of the third channel
   */
  record Outcome(int code, String output, String errors, JsonNode status) {}

  private ExecCall() {}

  static Outcome run(KubernetesClient client, Target target, String... command) throws Exception {
    ExecCall call = new ExecCall();
    try {
      WebSocket socket =
          client
              .getHttpClient()
              .newWebSocketBuilder()
              .uri(client.getMasterUrl().toURI().resolve(path(target, command)))
              .subprotocol(PROTOCOL)
              .buildAsync(call)
              .get(SECONDS, TimeUnit.SECONDS);
      Outcome outcome = call.outcome.get(SECONDS, TimeUnit.SECONDS);
      socket.sendClose(1000, "done");
      return outcome;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        return new Outcome(refused.getResponse().code(), "", "", new ObjectMapper().nullNode());
      }
      throw e;
    }
  }

  private static String path(Target target, String... command) {
    StringBuilder path = new StringBuilder("/api/v1/namespaces/").append(target.namespace());
    path.append("/pods/").append(target.pod()).append("/exec?stdout=true&stderr=true");
    path.append("&container=").append(target.container());
    for (String word : command) {
      path.append("&command=").append(URLEncoder.encode(word, StandardCharsets.UTF_8));
    }
    return path.toString();
  }

  @Override
  public void onMessage(WebSocket socket, ByteBuffer message) {
    if (message.hasRemaining()) {
      int channel = message.get();
      byte[] content = new byte[message.remaining()];
      message.get(content);
      channels.computeIfAbsent(channel, _ -> new ByteArrayOutputStream()).writeBytes(content);
    }
    socket.request();
  }

  @Override
  public void onClose(WebSocket socket, int code, String reason) {
    try {
      JsonNode status = new ObjectMapper().readTree(text(3));
      outcome.complete(new Outcome(101, text(1), text(2), status));
    } catch (IOException e) {
      outcome.completeExceptionally(e);
    }
  }

  @Override
  public void onError(WebSocket socket, Throwable fault) {
    outcome.completeExceptionally(fault);
  }

  private String text(int channel) {
    ByteArrayOutputStream content = channels.get(channel);
    return content == null ? "" : content.toString(StandardCharsets.UTF_8);
  }
}
