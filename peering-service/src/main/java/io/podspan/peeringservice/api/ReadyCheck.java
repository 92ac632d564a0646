package io.podspan.peeringservice.api;

import io.podspan.servicekit.topics.TopicProvisioner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when Kafka's topics are there; the database has a check of its own. Kafka going away later
 * keeps nobody from declaring things: the outbox waits.
 */
@Readiness
@ApplicationScoped
public class ReadyCheck implements HealthCheck {
  private final TopicProvisioner topics;

  @Inject
  public ReadyCheck(TopicProvisioner topics) {
    this.topics = topics;
  }

  @Override
  public HealthCheckResponse call() {
    return topics.provisioned()
        ? HealthCheckResponse.up("topics")
        : HealthCheckResponse.named("topics")
            .down()
            .withData("waitsFor", "Kafka, for the topics to be there")
            .build();
  }
}
