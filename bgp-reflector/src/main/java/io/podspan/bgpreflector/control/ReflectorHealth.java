package io.podspan.bgpreflector.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when it listens and knows its peers, be it from disk: Kafka may be away. */
@Readiness
@ApplicationScoped
public class ReflectorHealth implements HealthCheck {
  private final RunningReflector reflector;

  @Inject
  public ReflectorHealth(RunningReflector reflector) {
    this.reflector = reflector;
  }

  @Override
  public HealthCheckResponse call() {
    List<String> waitsFor = reflector.waitsFor();
    return HealthCheckResponse.named("bgp-reflector")
        .status(waitsFor.isEmpty())
        .withData("waits for", waitsFor.isEmpty() ? "nothing" : String.join("; ", waitsFor))
        .withData("kafka", reflector.kafka())
        .build();
  }
}
