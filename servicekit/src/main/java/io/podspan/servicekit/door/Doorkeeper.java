package io.podspan.servicekit.door;

import io.podspan.servicekit.door.request.HostNames;
import io.podspan.servicekit.door.request.Inquiry;
import io.podspan.servicekit.door.request.Inspection;
import io.podspan.servicekit.problem.Problem;
import io.quarkus.security.ForbiddenException;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Stands before everything on every port: sets the headers that keep browsers in order, and refuses
 * what {@link Inspection} refuses. Runs on the event loops; never blocks.
 */
@Singleton
public final class Doorkeeper {
  /** Before authentication (200) and cross-origin handling (300). */
  private static final int FIRST = 1_000_000;

  private final Inspection inspection;
  private final Answers answers;

  @Inject
  Doorkeeper(Inspection inspection, Answers answers) {
    this.inspection = inspection;
    this.answers = answers;
  }

  void guard(@Observes Filters filters) {
    filters.register(this::inspect, FIRST);
  }

  /**
   * What is refused before a route is looked for, and what the policy refuses to a known caller.
   */
  void tellWhy(@Observes Router router) {
    router.route().order(-FIRST).failureHandler(this::tellWhy);
  }

  private void tellWhy(RoutingContext context) {
    if (context.request().authority() == null) {
      PageHeaders.set(context);
      answers.refuse(context, HostNames.unusable());
    } else if (context.failure() instanceof ForbiddenException) {
      answers.refuse(context, Answers.forbidden());
    } else {
      context.next();
    }
  }

  /** Only where a port of its own for health and metrics was switched on. */
  void guard(@Observes ManagementInterface management) {
    management.router().route().order(-FIRST).handler(this::inspect);
  }

  private void inspect(RoutingContext context) {
    PageHeaders.set(context);
    Optional<Problem> refusal = inspection.refusal(inquiry(context.request()));
    if (refusal.isPresent()) {
      answers.refuse(context, refusal.get());
    } else {
      context.next();
    }
  }

  private static Inquiry inquiry(HttpServerRequest request) {
    MultiMap headers = request.headers();
    return new Inquiry(
        request.method().name(),
        request.uri(),
        hosts(request),
        headers.getAll(HttpHeaders.ORIGIN),
        headers.get("Sec-Fetch-Site"),
        headers.get("Sec-Fetch-Mode"),
        headers.get("Sec-Fetch-Dest"),
        headers.getAll(HttpHeaders.CONTENT_TYPE),
        hasBody(request));
  }

  private static List<String> hosts(HttpServerRequest request) {
    List<String> headers = request.headers().getAll(HttpHeaders.HOST);
    HostAndPort authority = request.authority();
    return request.version() == HttpVersion.HTTP_2 && headers.isEmpty() && authority != null
        ? List.of(authority.toString())
        : headers;
  }

  private static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || (length != null && !length.strip().equals("0"))
        || (request.version() == HttpVersion.HTTP_2 && !request.isEnded());
  }
}
