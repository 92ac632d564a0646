package io.podspan.cli.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One service's REST API: JSON in, JSON out. Every answer outside 2xx is a {@link
 * ProblemException}. Safe for all threads.
 */
public final class Api {
  public static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** As many elements as a page may have. */
  private static final int MOST = 200;

  private final HttpClient http;
  private final String base;
  private final Bearer bearer;

  /**
   * An answer that is a success.
   *
   * @param entityTag its ETag; empty where it has none
   */
  public record Answer(int status, String entityTag, JsonNode body) {}

  /**
   * @param base as {@code http://127.0.0.1:7081}
   */
  public Api(HttpClient http, String base, Bearer bearer) {
    this.http = http;
    this.base = base;
    this.bearer = bearer;
  }

  public String base() {
    return base;
  }

  /**
   * @param path as {@code /api/v1/clusters}
   * @return the answer's body
   * @throws ProblemException when the service refuses, fails, cannot be reached or sends no JSON
   */
  public JsonNode get(String path) {
    return read(path).body();
  }

  /**
   * As {@link #get}, with what is known of the answer.
   *
   * @throws ProblemException as {@link #get}
   */
  public Answer read(String path) {
    return whole(new Call("GET", base, path, null));
  }

  /**
   * @param ifMatch the entity tag that the object must still have; empty: any
   */
  public Answer put(String path, JsonNode body, String ifMatch) {
    return whole(new Call("PUT", base, path, body, ifMatch));
  }

  /**
   * All elements of a list, page by page. Services of former versions send it at once. A cursor
   * that comes again ends it.
   *
   * @param path may have a query; without {@code cursor} and {@code limit}
   */
  public ArrayNode list(String path) {
    ArrayNode all = JSON.createArrayNode();
    Set<String> cursors = new HashSet<>();
    String whole = path + (path.contains("?") ? "&" : "?") + "limit=" + MOST;
    String page = whole;
    while (true) {
      JsonNode answer = get(page);
      if (answer instanceof ArrayNode atOnce) {
        return atOnce;
      }
      answer.path("items").forEach(all::add);
      String next = answer.path("next").isTextual() ? answer.path("next").asText() : "";
      if (next.isEmpty() || !cursors.add(next)) {
        return all;
      }
      page = whole + "&cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }
  }

  /** The answer's body; missing when it has none. */
  public JsonNode post(String path, JsonNode body) {
    return answer(new Call("POST", base, path, body));
  }

  /** For an action that takes no body. */
  public JsonNode post(String path) {
    return answer(new Call("POST", base, path, null));
  }

  /** The answer's body; missing when it has none. */
  public JsonNode patch(String path, JsonNode body) {
    return answer(new Call("PATCH", base, path, body));
  }

  public JsonNode delete(String path) {
    return answer(new Call("DELETE", base, path, null));
  }

  private JsonNode answer(Call call) {
    return body(call, send(call));
  }

  private Answer whole(Call call) {
    HttpResponse<String> response = send(call);
    JsonNode body = body(call, response);
    if (body.isMissingNode()) {
      throw ProblemException.notJson(call, response.statusCode(), response.body());
    }
    return new Answer(
        response.statusCode(), response.headers().firstValue("ETag").orElse(""), body);
  }

  /** For other requests to the same service. */
  public Bearer bearer() {
    return bearer;
  }

  private HttpResponse<String> send(Call call) {
    try {
      return http.send(request(call), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw ProblemException.unreachable(base, reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemException.unreachable(base, "interrupted");
    }
  }

  private HttpRequest request(Call call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.uri())
            .timeout(PATIENCE)
            .header("Accept", "application/json, application/problem+json")
            .method(call.method(), publisher(call.body()));
    if (call.body() != null) {
      request.header("Content-Type", "application/json");
    }
    if (!call.ifMatch().isEmpty()) {
      request.header("If-Match", call.ifMatch());
    }
    bearer.authorize(request);
    return request.build();
  }

  private static HttpRequest.BodyPublisher publisher(@Nullable JsonNode body) {
    return body == null
        ? HttpRequest.BodyPublishers.noBody()
        : HttpRequest.BodyPublishers.ofString(body.toString());
  }

  private static JsonNode body(Call call, HttpResponse<String> response) {
    JsonNode body = parsed(response.body());
    if (response.statusCode() / 100 != 2) {
      throw ProblemException.refused(call, response.statusCode(), body, response.body());
    }
    if (body.isMissingNode() && !response.body().isBlank()) {
      throw ProblemException.notJson(call, response.statusCode(), response.body());
    }
    return body;
  }

  /**
   * A service's text about an object, with commands in place of REST calls.
   *
   * @param path of the object, as {@code /api/v1/interconnects/europe}
   */
  public static String inCommands(String text, String path) {
    return RestCalls.asCommands(text, new Call("GET", "", path, null));
  }

  /** Missing when it is not JSON. */
  static JsonNode parsed(String text) {
    try {
      return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
    } catch (JsonProcessingException _) {
      return MissingNode.getInstance();
    }
  }

  /** What failed, in as few words as there are. */
  static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
