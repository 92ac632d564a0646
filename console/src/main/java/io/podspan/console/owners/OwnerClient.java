package io.podspan.console.owners;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.podspan.console.why.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One service's REST API. An answer is read up to a bound, in a bounded time. Redirects are not
 * followed: a token is for one address. Safe for all threads.
 */
final class OwnerClient {
  private static final int MOST_BYTES = 1 << 20;

  /** Of an answer about the path itself, and not about what it names. */
  private static final String NO_SUCH_PATH = "/problems/http-404";

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final JsonMapper JSON =
      JsonMapper.builder().configure(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION, false).build();

  static {
    JSON.getFactory()
        .setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(50).build());
  }

  private final HttpClient http;
  private final String name;
  private final URI base;
  private final String token;

  /**
   * @param name of the service, for people
   * @param base as {@code http://probe-service:8080}
   * @param token of the caller
   */
  OwnerClient(HttpClient http, String name, URI base, String token) {
    this.http = http;
    this.name = name;
    this.base = base;
    this.token = token;
  }

  static HttpClient http() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(HttpClient.Builder.NO_PROXY)
        .connectTimeout(CONNECT)
        .build();
  }

  Answer<JsonNode> get(String path, Duration patience) {
    return answer(request(path).GET(), patience);
  }

  Answer<JsonNode> post(String path, JsonNode body, Duration patience) {
    return answer(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())),
        patience);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .header("Accept", "application/json, application/problem+json")
        .header("Authorization", "Bearer " + token);
  }

  private Answer<JsonNode> answer(HttpRequest.Builder request, Duration patience) {
    CompletableFuture<HttpResponse<byte[]>> sent =
        http.sendAsync(
            request.timeout(patience).build(),
            HttpResponse.BodyHandlers.limiting(
                HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES));
    try {
      return read(sent.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      sent.cancel(true);
      return silent("does not answer within " + patience.toSeconds() + " s");
    } catch (ExecutionException failed) {
      return silent(words(failed.getCause() == null ? failed : failed.getCause(), patience));
    } catch (InterruptedException _) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      return silent("was not waited for");
    }
  }

  private static String words(Throwable failure, Duration patience) {
    return switch (failure) {
      case HttpTimeoutException _ -> "does not answer within " + patience.toSeconds() + " s";
      case ConnectException _ -> "cannot be reached";
      case IOException io when String.valueOf(io.getMessage()).contains("limit") ->
          "answered with more than " + MOST_BYTES + " bytes";
      default -> "does not answer (" + failure.getClass().getSimpleName() + ")";
    };
  }

  private Answer<JsonNode> read(HttpResponse<byte[]> response) {
    JsonNode body = parsed(response.body());
    String detail = OwnerJson.text(body, "detail");
    String next = OwnerJson.text(body, "nextStep");
    return switch (response.statusCode()) {
      case 200 ->
          body.isObject()
              ? new Answer.Said<>(body, Instant.now())
              : silent("did not answer with JSON");
      case 404 ->
          detail.isEmpty() || OwnerJson.text(body, "type").equals(NO_SUCH_PATH)
              ? silent("does not know this question (status 404); it may be an older version")
              : new Answer.None<>(detail, next);
      case 401, 403 ->
          silent(
              "refuses it to this caller (status " + response.statusCode() + ")" + after(detail));
      default -> silent("answered with status " + response.statusCode() + after(detail));
    };
  }

  private static String after(String detail) {
    String clause = detail.endsWith(".") ? detail.substring(0, detail.length() - 1) : detail;
    return clause.isEmpty() ? "" : ": " + clause;
  }

  private Answer<JsonNode> silent(String why) {
    return new Answer.Silent<>(name + " " + why);
  }

  private static JsonNode parsed(byte[] body) {
    try {
      JsonNode read = JSON.readTree(new String(body, StandardCharsets.UTF_8));
      return read == null ? JSON.createObjectNode() : read;
    } catch (JacksonException _) {
      return MissingNode.getInstance();
    }
  }
}
