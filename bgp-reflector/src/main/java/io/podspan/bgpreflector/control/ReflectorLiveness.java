package io.podspan.bgpreflector.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive while the routing table is sound; when it is not, only a restart helps. */
@Liveness
@ApplicationScoped
public class ReflectorLiveness implements HealthCheck {
  private final ReflectorService reflector;

  @Inject
  public ReflectorLiveness(ReflectorService reflector) {
    this.reflector = reflector;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("routing table").status(!reflector.isBroken()).build();
  }
}
