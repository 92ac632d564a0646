package io.podspan.servicekit.ready;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * The readiness of this service: up when no part that it needs waits for anything. Postgres has a
 * check of its own in services that have a database.
 *
 * <p>{@code @Readiness} is a qualifier; {@code @Default} lets the parts inject it without one.
 */
@Default
@Readiness
@ApplicationScoped
public class ServiceReadiness implements HealthCheck {
  private final String service;
  private final List<Part> needed = new CopyOnWriteArrayList<>();
  private final List<Part> shown = new CopyOnWriteArrayList<>();

  @Inject
  public ServiceReadiness(@ConfigProperty(name = "quarkus.application.name") String service) {
    this.service = service;
  }

  /** The service is not ready while one of these waits. Call it at the start. */
  public void needs(Part... parts) {
    needed.addAll(List.of(parts));
    shown.removeAll(needed);
  }

  /** What this waits for is shown, and does not make the service unready. */
  public void shows(Part part) {
    if (!needed.contains(part)) {
      shown.add(part);
    }
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named(service);
    boolean ready = needed.stream().filter(part -> isWaiting(part, answer)).count() == 0;
    shown.forEach(part -> isWaiting(part, answer));
    return answer.status(ready).build();
  }

  private static boolean isWaiting(Part part, HealthCheckResponseBuilder answer) {
    Optional<Waiting> waiting = part.waiting();
    waiting.ifPresent(w -> answer.withData(part.name(), w.toString()));
    return waiting.isPresent();
  }
}
