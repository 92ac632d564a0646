package io.podspan.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The objects of peering-service as its REST API has them: GET, PUT with dryRun and If-Match. An
 * interconnect needs its clusters and the reflectors that it names.
 */
public final class FakePeering implements AutoCloseable {
  private static final String PROBLEM = "application/problem+json";

  private final HttpServer server;
  private final Map<String, ObjectNode> objects = new LinkedHashMap<>();
  private final Map<String, Integer> versions = new LinkedHashMap<>();
  private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();
  private final List<String> changes = new ArrayList<>();

  private record Refusal(int status, String body) {}

  public FakePeering() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * @param call as {@code PUT /api/v1/clusters/paris?dryRun=true}
   */
  public FakePeering refuses(String call, int status, String body) {
    refusals.put(call, new Refusal(status, body));
    return this;
  }

  /** As somebody else does. */
  public synchronized FakePeering has(String path, String json) throws IOException {
    objects.put(path, (ObjectNode) Api.JSON.readTree(json));
    versions.merge(path, 1, Integer::sum);
    return this;
  }

  /** What was changed, as {@code PUT /api/v1/clusters/paris}. */
  public synchronized List<String> changes() {
    return List.copyOf(changes);
  }

  public synchronized JsonNode object(String path) {
    return objects.getOrDefault(path, Api.JSON.createObjectNode());
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    String path = exchange.getRequestURI().getPath();
    Refusal refusal = refusals.get(call);
    if (refusal != null) {
      answer(exchange, refusal.status(), PROBLEM, refusal.body());
    } else if (exchange.getRequestMethod().equals("GET")) {
      get(exchange, path);
    } else {
      put(exchange, path, call.endsWith("?dryRun=true"));
    }
  }

  private void get(HttpExchange exchange, String path) throws IOException {
    ObjectNode object = objects.get(path);
    if (object == null) {
      answer(exchange, 404, PROBLEM, "{\"title\": \"Not found\", \"detail\": \"Not there.\"}");
    } else {
      exchange.getResponseHeaders().set("ETag", tag(path));
      answer(exchange, 200, "application/json", object.toString());
    }
  }

  private void put(HttpExchange exchange, String path, boolean dryRun) throws IOException {
    String wanted = exchange.getRequestHeaders().getFirst("If-Match");
    ObjectNode body =
        (ObjectNode)
            Api.JSON.readTree(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    for (JsonNode cluster : body.path("clusters")) {
      if (!objects.containsKey("/api/v1/clusters/" + cluster.asText())) {
        String detail = "There is no cluster " + cluster.asText() + ".";
        answer(exchange, 422, PROBLEM, "{\"title\": \"x\", \"detail\": \"" + detail + "\"}");
        return;
      }
    }
    for (JsonNode reflector : body.path("reflectors")) {
      if (reflector.isTextual()
          && !objects.containsKey("/api/v1/reflectors/" + reflector.asText())) {
        String detail = "No reflector " + reflector.asText() + " is declared.";
        answer(exchange, 422, PROBLEM, "{\"title\": \"x\", \"detail\": \"" + detail + "\"}");
        return;
      }
    }
    if (wanted != null && !wanted.equals(tag(path))) {
      answer(exchange, 412, PROBLEM, "{\"title\": \"x\", \"detail\": \"Changed meanwhile.\"}");
      return;
    }
    body.put("name", path.substring(path.lastIndexOf('/') + 1));
    if (path.contains("/clusters/") || path.contains("/reflectors/")) {
      body.set("spec", body.deepCopy().put("name", body.path("name").asText()));
    }
    int status = !dryRun && !objects.containsKey(path) ? 201 : 200;
    if (dryRun) {
      body.putArray("plans").addObject().put("cluster", "paris").putArray("changes").add("+ --x");
    } else {
      changes.add("PUT " + path);
      objects.put(path, body);
      versions.merge(path, 1, Integer::sum);
    }
    answer(exchange, status, "application/json", body.toString());
  }

  private String tag(String path) {
    return "\"v" + versions.getOrDefault(path, 0) + "\"";
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
