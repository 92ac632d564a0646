package io.podspan.cli.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One service's REST API: JSON in, JSON out, problems as exceptions. Safe for all threads. */
public final class Api {
  public static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http;
  private final String base;

  /**
   * @param base as {@code http://127.0.0.1:7081}
   */
  public Api(HttpClient http, String base) {
    this.http = http;
    this.base = base;
  }

  public String base() {
    return base;
  }

  /**
   * @param path as {@code /api/v1/clusters}
   * @throws ProblemException when the service refuses or cannot be reached
   */
  public JsonNode get(String path) {
    return send("GET", path, null);
  }

  /** The answer's body; missing when it has none. */
  public JsonNode post(String path, JsonNode body) {
    return send("POST", path, body);
  }

  public JsonNode delete(String path) {
    return send("DELETE", path, null);
  }

  private JsonNode send(String method, String path, @Nullable JsonNode body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(PATIENCE)
            .header("Accept", "application/json, application/problem+json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body.toString()));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return answer(response);
    } catch (IOException e) {
      throw ProblemException.unreachable(base, reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemException.unreachable(base, "interrupted");
    }
  }

  private static JsonNode answer(HttpResponse<String> response) {
    JsonNode body = parsed(response.body());
    if (response.statusCode() >= 400) {
      throw ProblemException.of(response.statusCode(), body, response.body());
    }
    return body;
  }

  private static JsonNode parsed(String text) {
    try {
      return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
    } catch (JsonProcessingException _) {
      return MissingNode.getInstance();
    }
  }

  static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
