package io.podspan.peeringservice.events;

import io.podspan.events.Topic;
import io.podspan.servicekit.consume.Arrived;
import io.podspan.servicekit.consume.Consumers;
import io.podspan.servicekit.follow.Presence;
import io.podspan.servicekit.kafka.TopicProvisioner;
import io.podspan.servicekit.ready.ServiceReadiness;
import io.podspan.servicekit.supervise.SupervisedThread;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/**
 * The one thread and the one consumer for sessions, routes and probes. The service is ready when
 * Kafka's topics are there. Kafka may go away later: the outbox waits.
 */
@ApplicationScoped
public class ObservationThread {
  /** Events of one transaction. */
  private static final int TOGETHER = 64;

  private static final String GROUP = "peering-service";
  private static final List<String> TOPICS =
      List.of(Topic.SESSIONS_NAME, Topic.ROUTES_NAME, Topic.PROBES_NAME);

  private final SupervisedThread thread;
  private final ServiceReadiness readiness;
  private final TopicProvisioner topics;
  private final Presence presence;

  @Inject
  public ObservationThread(
      Consumers consumers,
      ObservationRecorder recorder,
      ServiceReadiness readiness,
      TopicProvisioner topics) {
    this.readiness = readiness;
    this.topics = topics;
    this.presence = new Presence(consumers, GROUP);
    this.thread =
        consumers.alone("observations", GROUP, TOPICS, Map.of(), batch -> record(batch, recorder));
  }

  /** A part at a time: a batch may hold the tables of hundreds of nodes. */
  private static void record(List<Arrived> batch, ObservationRecorder recorder) {
    for (int from = 0; from < batch.size(); from += TOGETHER) {
      recorder.record(
          batch.subList(from, Math.min(batch.size(), from + TOGETHER)).stream()
              .map(Arrived::envelope)
              .toList());
    }
  }

  void start(@Observes StartupEvent event) {
    readiness.needs(topics);
    thread.start();
    presence.start();
  }

  void stop(@Observes ShutdownEvent event) {
    presence.close();
    thread.close();
  }
}
