package io.podspan.peeringservice.events.topic;

import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.peeringservice.events.StoredIntent;
import io.podspan.peeringservice.peering.intent.Transaction;
import io.podspan.servicekit.consume.Consumers;
import io.podspan.servicekit.consume.RecordReader;
import io.podspan.servicekit.follow.IntentTopic;
import io.podspan.servicekit.kafka.TopicProvisioner;
import io.podspan.servicekit.ready.ServiceReadiness;
import io.podspan.servicekit.supervise.SupervisedThread;
import io.podspan.servicekit.trust.IntentSigner;
import io.podspan.servicekit.trust.IntentTrust;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** The one thread that keeps the intent topic as Postgres has it. */
@ApplicationScoped
public class TopicOwner {
  private final SupervisedThread thread;
  private final TopicProvisioner topics;

  @Inject
  public TopicOwner(
      Consumers consumers,
      RecordReader records,
      IntentTrust trust,
      IntentSigner signer,
      TopicProvisioner topics,
      ServiceReadiness readiness,
      StoredIntent stored,
      IntentLedger ledger,
      IntentPublisher publisher,
      Transaction transaction,
      MeterRegistry metrics) {
    this.topics = topics;
    TopicKeeping keeping =
        new TopicKeeping(
            new IntentTopic(records, trust, topics::identity),
            new IntentComparison(stored, ledger, publisher, signer.keyId(), transaction, metrics),
            topics);
    readiness.shows(keeping);
    this.thread = consumers.thread("intent-owner", IntentTopic.SETTINGS, keeping);
  }

  /** Before the outbox relay starts: nothing is sent before it is known whose Kafka this is. */
  void start(@Observes @Priority(1) StartupEvent event) {
    topics.hold(TopicKeeping.UNREAD);
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) {
    thread.close();
  }
}
