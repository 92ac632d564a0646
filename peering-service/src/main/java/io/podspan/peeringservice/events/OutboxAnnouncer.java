package io.podspan.peeringservice.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.events.IntentEvent;
import io.podspan.peeringservice.events.topic.IntentPublisher;
import io.podspan.peeringservice.peering.DeclaredReflector;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.conditions.Condition;
import io.podspan.peeringservice.peering.drift.DriftFact;
import io.podspan.peeringservice.peering.drift.Leftover;
import io.podspan.peeringservice.peering.intent.Announcer;
import io.podspan.peeringservice.peering.notice.Notice;
import io.podspan.peeringservice.peering.notice.NoticeBoard;
import io.podspan.peeringservice.peering.notice.Notices;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutFact;
import io.podspan.servicekit.publish.EventPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Publishes through the outbox, in the caller's transaction. */
@ApplicationScoped
public class OutboxAnnouncer implements Announcer {
  private final EventPublisher events;
  private final IntentPublisher intent;
  private final NoticeBoard board;
  private final TransactionSynchronizationRegistry transactions;
  private final MeterRegistry metrics;

  @Inject
  public OutboxAnnouncer(
      EventPublisher events,
      IntentPublisher intent,
      NoticeBoard board,
      TransactionSynchronizationRegistry transactions,
      MeterRegistry metrics) {
    this.board = board;
    this.transactions = transactions;
    this.events = events;
    this.intent = intent;
    this.metrics = metrics;
  }

  @Override
  public void registered(KnownCluster cluster) {
    intent.changed(ClusterEvents.registered(cluster));
  }

  @Override
  public void changed(KnownCluster before, KnownCluster after) {
    intent.changed(ClusterEvents.changed(before, after));
  }

  @Override
  public void toldAgain(KnownCluster cluster) {
    intent.changed(ClusterEvents.toldAgain(cluster));
  }

  @Override
  public void removed(KnownCluster cluster) {
    intent.changed(ClusterEvents.removed(cluster));
  }

  @Override
  public void declared(DeclaredReflector reflector) {
    intent.changed(new IntentEvent.ReflectorDeclared(Contract.spec(reflector)));
  }

  @Override
  public void changed(DeclaredReflector reflector) {
    intent.changed(new IntentEvent.ReflectorChanged(Contract.spec(reflector)));
  }

  @Override
  public void removed(DeclaredReflector reflector) {
    intent.changed(new IntentEvent.ReflectorRemoved(reflector.name()));
  }

  @Override
  public void declared(Interconnect interconnect) {
    intent.changed(new IntentEvent.InterconnectDeclared(Contract.state(interconnect)));
  }

  @Override
  public void changed(Interconnect interconnect) {
    intent.changed(new IntentEvent.InterconnectChanged(Contract.state(interconnect)));
  }

  @Override
  public void withdrawn(String interconnect) {
    intent.changed(new IntentEvent.InterconnectWithdrawn(interconnect));
  }

  @Override
  public void conditions(String interconnect, long revision, List<Condition> conditions) {
    intent.remarked(Contract.conditions(interconnect, revision, conditions));
  }

  @Override
  public void conditionsOfReflector(String reflector, List<Condition> conditions) {
    intent.remarked(Contract.conditionsOfReflector(reflector, conditions));
  }

  @Override
  public void told(Rollout rollout, List<RolloutFact> facts) {
    facts.forEach(fact -> count(rollout, fact));
    if (!facts.isEmpty()) {
      events.publish(facts.stream().map(fact -> Contract.event(rollout, fact)).toList());
      List<Notice> said =
          facts.stream().flatMap(fact -> Notices.of(rollout, fact).stream()).toList();
      afterwards(() -> board.post(rollout, said));
    }
  }

  @Override
  public void drifted(Rollout last, List<DriftFact> facts) {
    if (!facts.isEmpty()) {
      events.publish(facts.stream().map(fact -> Contract.event(last, fact)).toList());
      List<Notice> said = facts.stream().map(fact -> Notices.of(last, fact)).toList();
      afterwards(() -> board.post(last, said));
      metrics.counter("podspan_drifts_total", "cluster", last.cluster()).increment(found(facts));
    }
  }

  @Override
  public void left(Rollout last, Leftover leftover) {
    events.publish(List.of(Contract.event(last, leftover)));
  }

  private static long found(List<DriftFact> facts) {
    return facts.stream().filter(DriftFact.Found.class::isInstance).count();
  }

  /** If and only if the transaction commits. */
  private void afterwards(Runnable work) {
    transactions.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {
            // It is not known yet whether it commits.
          }

          @Override
          public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
              work.run();
            }
          }
        });
  }

  private void count(Rollout rollout, RolloutFact fact) {
    String cluster = rollout.cluster();
    switch (fact) {
      case RolloutFact.Started _ -> counted(rollout, "started");
      case RolloutFact.Completed _ -> counted(rollout, "completed");
      case RolloutFact.Failed _ -> counted(rollout, "failed");
      case RolloutFact.RolledBack _ -> counted(rollout, "rolled_back");
      case RolloutFact.NodeVerified(_, _, _, long took, _) ->
          metrics
              .timer("podspan_rollout_node_seconds", "cluster", cluster)
              .record(Duration.ofMillis(took));
      case RolloutFact.Planned _,
          RolloutFact.NodeRestarting _,
          RolloutFact.Paused _,
          RolloutFact.Steered _ -> {
        // Steps on the way; the events tell of them.
      }
    }
  }

  private void counted(Rollout rollout, String outcome) {
    metrics
        .counter(
            "podspan_rollouts_total",
            "outcome",
            outcome,
            "direction",
            rollout.direction().name().toLowerCase(Locale.ROOT))
        .increment();
  }
}
