package io.podspan.console.events;

import io.podspan.console.journal.Arrival;
import io.podspan.console.journal.Journal;
import io.podspan.events.RibEvent;
import io.podspan.events.Topic;
import io.podspan.servicekit.consume.Arrived;
import io.podspan.servicekit.consume.Consumers;
import io.podspan.servicekit.kafka.TopicProvisioner;
import io.podspan.servicekit.ready.ServiceReadiness;
import io.podspan.servicekit.supervise.SupervisedThread;
import io.podspan.servicekit.trust.IntentTrust;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** The one Kafka consumer of the console: all topics, one batch at a time, into the journal. */
@ApplicationScoped
public class TopicConsumer {
  static final String GROUP = "console";
  private static final List<String> TOPICS =
      Arrays.stream(Topic.values()).map(Topic::topicName).toList();

  /** Records may be large and the heap is not. A topic that is created later is found soon. */
  private static final Map<String, Object> SETTINGS =
      Map.of(
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500,
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 << 20,
          ConsumerConfig.METADATA_MAX_AGE_CONFIG, 5_000);

  private final SupervisedThread thread;
  private final Journal journal;
  private final Ingestion ingestion;
  private final ServiceReadiness readiness;
  private final TopicProvisioner topics;
  private final IntentTrust trust;

  @Inject
  public TopicConsumer(
      Consumers consumers,
      Journal journal,
      Ingestion ingestion,
      ServiceReadiness readiness,
      TopicProvisioner topics,
      IntentTrust trust) {
    this.journal = journal;
    this.ingestion = ingestion;
    this.readiness = readiness;
    this.topics = topics;
    this.trust = trust;
    this.thread = consumers.group("topics", GROUP, TOPICS, SETTINGS, this::store);
  }

  void start(@Observes StartupEvent event) {
    readiness.needs(topics);
    thread.start();
  }

  /** Returns when the batch is in the journal. One that was there before changes nothing. */
  private void store(List<Arrived> batch) {
    ingestion.begins(batch);
    try {
      journal.append(batch.stream().filter(this::counts).map(TopicConsumer::arrival).toList());
    } catch (RuntimeException e) {
      ingestion.failed(e);
      throw e;
    }
    ingestion.stored(batch);
  }

  /**
   * The intent of a stranger is no event of the journal. Nor is what a peer is sent: each route
   * that comes or goes is one of nearly every peer, and the reflector says it when it is asked.
   */
  private boolean counts(Arrived arrived) {
    if (arrived.envelope().event() instanceof RibEvent.PeerRoutesSent) {
      return false;
    }
    if (!arrived.record().topic().equals(Topic.INTENT_NAME)) {
      return true;
    }
    Optional<String> objection = trust.objection(arrived.record());
    objection.ifPresent(why -> trust.refuse(arrived.record(), why));
    return objection.isEmpty();
  }

  private static Arrival arrival(Arrived arrived) {
    return new Arrival(
        arrived.record().topic(),
        arrived.record().partition(),
        arrived.record().offset(),
        arrived.envelope(),
        new String(arrived.record().value(), StandardCharsets.UTF_8));
  }

  void stop(@Observes ShutdownEvent event) {
    thread.close();
  }
}
