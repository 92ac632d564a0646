package io.podspan.console.store;

import io.podspan.servicekit.topics.TopicProvisioner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when events can come in and be read. */
@Readiness
@ApplicationScoped
public class JournalReadiness implements HealthCheck {
  private final JournalThread journal;
  private final TopicProvisioner topics;

  @Inject
  public JournalReadiness(JournalThread journal, TopicProvisioner topics) {
    this.journal = journal;
    this.topics = topics;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("journal");
    String trouble = journal.trouble();
    if (trouble != null) {
      return answer.down().withData("waitsFor", "Postgres: " + trouble).build();
    }
    if (!topics.provisioned()) {
      return answer.down().withData("waitsFor", "Kafka: the topics are not there yet").build();
    }
    return answer.up().build();
  }
}
