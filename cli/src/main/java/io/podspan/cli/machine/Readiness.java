package io.podspan.cli.machine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What a service says on {@code /q/health/ready}. */
public final class Readiness {
  private static final Duration BETWEEN = Duration.ofMillis(100);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http;

  public Readiness(HttpClient http) {
    this.http = http;
  }

  /**
   * One answer.
   *
   * @param ready whether it takes work
   * @param waitsFor what it waits for, for people; empty when ready
   */
  public record Answer(boolean ready, String waitsFor) {}

  /** Asks until the service is ready or the time is over; the last answer. */
  Answer await(String url, Duration within) {
    Instant end = Instant.now().plus(within);
    Answer answer = ask(url);
    while (!answer.ready() && Instant.now().isBefore(end)) {
      LockSupport.parkNanos(BETWEEN.toNanos());
      answer = ask(url);
    }
    return answer;
  }

  /** Asks once. */
  public Answer ask(String url) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/q/health/ready"))
            .timeout(Duration.ofSeconds(3))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200
          ? new Answer(true, "")
          : new Answer(false, down(response.body()));
    } catch (IOException _) {
      return new Answer(false, "does not answer on " + url);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Answer(false, "interrupted");
    }
  }

  private static String down(String body) {
    try {
      List<String> waiting = new ArrayList<>();
      for (JsonNode check : JSON.readTree(body).path("checks")) {
        if (!"UP".equals(check.path("status").asText())) {
          waiting.add(check.path("name").asText() + reason(check.path("data")));
        }
      }
      return waiting.isEmpty()
          ? "says that it is not ready"
          : "waits for " + String.join("; ", waiting);
    } catch (IOException _) {
      return "does not say why it is not ready";
    }
  }

  private static String reason(JsonNode data) {
    return data.isEmpty() ? "" : " " + data;
  }
}
