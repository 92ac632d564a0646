package io.podspan.servicekit.consume;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells of each consumer that works for the service: its partitions, its lag, and the last record
 * that it handled and when. Down while one has no partitions or a lag that is too old.
 *
 * <p>A service that only follows the intent has no such consumer: the reflector is ready without
 * Kafka.
 */
@Readiness
@ApplicationScoped
public class ConsumersCheck implements HealthCheck {
  private final Consumers consumers;

  @Inject
  public ConsumersCheck(Consumers consumers) {
    this.consumers = consumers;
  }

  @Override
  public HealthCheckResponse call() {
    List<Progress> all = consumers.progress();
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("consumers");
    all.forEach(progress -> answer.withData(progress.name(), progress.text()));
    return answer.status(all.stream().allMatch(one -> one.waiting().isEmpty())).build();
  }
}
