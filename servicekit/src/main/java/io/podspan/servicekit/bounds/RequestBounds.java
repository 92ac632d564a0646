package io.podspan.servicekit.bounds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.servicekit.problem.Problem;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses what is too large, too slow or too much, before anything else sees the request. */
@Singleton
public class RequestBounds {
  /** Filters with a higher number come first; who calls is asked after this. */
  private static final int FIRST = 1_000;

  private static final int RETRY_AFTER_SECONDS = 5;

  /** How long the caller of a refused request may take the refusal. */
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final ObjectMapper json;
  private final long largestBody;
  private final Duration bodyTime;
  private final Duration answerTime;
  private final Budget bodies;
  private final Budget unread;

  @Inject
  public RequestBounds(
      ObjectMapper json,
      MeterRegistry metrics,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largestBody,
      @ConfigProperty(name = "podspan.http.bodies-under-way") MemorySize bodiesUnderWay,
      @ConfigProperty(name = "podspan.http.body-time") Duration bodyTime,
      @ConfigProperty(name = "podspan.http.unread-answers") MemorySize unreadAnswers,
      @ConfigProperty(name = "podspan.http.answer-time") Duration answerTime) {
    this.json = json;
    this.largestBody = largestBody.asLongValue();
    this.bodyTime = bodyTime;
    this.answerTime = answerTime;
    this.bodies = new Budget(bodiesUnderWay.asLongValue());
    this.unread = new Budget(unreadAnswers.asLongValue());
    Gauge.builder("podspan_http_bodies_under_way_bytes", bodies::taken).register(metrics);
    Gauge.builder("podspan_http_unread_answers_bytes", unread::taken).register(metrics);
  }

  void register(@Observes Filters filters) {
    filters.register(this::enter, FIRST);
  }

  void enter(RoutingContext request) {
    if (unread.isSpent()) {
      refuse(request, busy("Other callers do not take their answers"));
      return;
    }
    long length = bodyLength(request.request());
    if (length > largestBody) {
      refuse(request, tooLarge(length));
      return;
    }
    Budget.Part body = bodies.tryTake(length);
    if (body == null) {
      refuse(request, busy("Too many bodies of requests are under way"));
      return;
    }
    request.addEndHandler(_ -> leave(request, body));
    if (length > 0) {
      endInTime(request);
    }
    request.next();
  }

  /** 0 without a body; a body in chunks counts as the largest. */
  private long bodyLength(HttpServerRequest request) {
    if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
      return largestBody;
    }
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length.strip());
    } catch (NumberFormatException e) {
      return largestBody;
    }
  }

  private void endInTime(RoutingContext request) {
    long timer =
        request
            .vertx()
            .setTimer(
                bodyTime.toMillis(),
                _ -> {
                  if (!hasArrived(request.request())) {
                    refuse(request, tooSlow());
                  }
                });
    request.addEndHandler(_ -> request.vertx().cancelTimer(timer));
  }

  /**
   * Whether the whole body has come. A request whose handler stopped reading after the last octet
   * has not ended for Vert.x, and may take long to be answered.
   */
  private static boolean hasArrived(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return request.isEnded()
        || (length != null && Long.toString(request.bytesRead()).equals(length.strip()));
  }

  private void leave(RoutingContext request, Budget.Part body) {
    body.giveBack();
    UnreadAnswer.watch(request, unread, answerTime);
  }

  private void refuse(RoutingContext request, Problem problem) {
    HttpServerResponse response = request.response();
    request.vertx().setTimer(FAREWELL.toMillis(), _ -> request.request().connection().close());
    if (response.headWritten() || response.closed()) {
      return;
    }
    response
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    if (problem.status() == 503) {
      response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_AFTER_SECONDS));
    }
    response.end(written(problem));
  }

  private Buffer written(Problem problem) {
    try {
      return Buffer.buffer(json.writeValueAsBytes(problem));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Problem tooLarge(long length) {
    return Problem.of(
        413,
        "body-too-large",
        "Body too large",
        "The body has " + length + " bytes; this service takes at most " + largestBody + ".",
        "Send a smaller body; the API's description (/q/openapi) shows what belongs into it.");
  }

  private Problem tooSlow() {
    return Problem.of(
        408,
        "body-too-slow",
        "Body too slow",
        "The body did not arrive within " + bodyTime.toSeconds() + " seconds.",
        "Send the whole body at once; see whether the network loses packets.");
  }

  private static Problem busy(String why) {
    return Problem.of(
        503,
        "too-much-under-way",
        "Too much under way",
        why + "; nothing was changed.",
        "Try again in " + RETRY_AFTER_SECONDS + " seconds.");
  }
}
