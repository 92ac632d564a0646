package io.podspan.peeringservice.kubernetes.notice;

import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.intent.IntentStore;
import io.podspan.peeringservice.peering.intent.Transaction;
import io.podspan.peeringservice.peering.notice.Notice;
import io.podspan.peeringservice.peering.notice.NoticeBoard;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.Routers;
import io.podspan.peeringservice.peering.router.Touched;
import io.podspan.servicekit.supervise.SupervisedThread;
import io.podspan.servicekit.supervise.Supervision;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Posts notices as Kubernetes Events, as far as a cluster lets us. What does not fit into the queue
 * or the pace is dropped and counted.
 */
@ApplicationScoped
public class EventPoster implements NoticeBoard {
  private static final Logger LOG = Logger.getLogger(EventPoster.class);
  private static final int MOST_WAITING = 1000;
  private static final Duration WITHOUT_RIGHT = Duration.ofMinutes(10);
  private static final Duration AFTER_FAULT = Duration.ofMinutes(1);

  private final IntentStore store;
  private final Transaction transaction;
  private final Routers routers;
  private final KubernetesEvents events;
  private final MeterRegistry metrics;
  private final SupervisedThread thread;
  private final PostingPace pace = new PostingPace(System::nanoTime);
  private final BlockingQueue<Posting> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Set<String> told = new HashSet<>();

  private record Posting(Rollout rollout, Notice notice) {}

  @Inject
  public EventPoster(
      IntentStore store,
      Transaction transaction,
      Routers routers,
      ClusterCalls calls,
      MeterRegistry metrics,
      Supervision supervision) {
    this.store = store;
    this.transaction = transaction;
    this.routers = routers;
    this.events = new KubernetesEvents(calls);
    this.metrics = metrics;
    this.thread = supervision.thread("kubernetes-events", this::turn);
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) {
    thread.close();
  }

  @Override
  public void post(Rollout rollout, List<Notice> notices) {
    for (Notice notice : notices) {
      if (!waiting.offer(new Posting(rollout, notice))) {
        count("dropped");
      }
    }
  }

  private Duration turn() throws InterruptedException {
    Posting next = waiting.poll(1, TimeUnit.SECONDS);
    if (next != null) {
      post(next);
    }
    return Duration.ZERO;
  }

  private void post(Posting posting) {
    String name = posting.rollout().cluster();
    if (!pace.takes(name)) {
      count("dropped");
      return;
    }
    try {
      Optional<Cluster> cluster =
          transaction.call(() -> store.cluster(name)).map(KnownCluster::cluster);
      cluster.ifPresent(known -> post(known, posting));
    } catch (ClusterFaultException e) {
      leaveAlone(name, e.fault());
    } catch (ClusterCalls.ConflictException e) {
      // A namespace that ends, or a name that was taken: it says nothing about the next Event.
      count("refused");
    }
  }

  /** A cluster that is changed by hand gets none: an Event is a write. */
  private void post(Cluster cluster, Posting posting) {
    if (cluster.access().byHand()) {
      return;
    }
    for (Touched object : objects(cluster, posting)) {
      if (events.post(cluster.access(), object, posting.notice())) {
        count("posted");
      }
    }
  }

  private List<Touched> objects(Cluster cluster, Posting posting) {
    Touched on = posting.notice().on();
    RouterChange change = posting.rollout().change();
    if (on != null) {
      return List.of(on);
    }
    return change == null ? List.of() : routers.of(cluster.cni()).touched(change);
  }

  private void leaveAlone(String cluster, ClusterFault fault) {
    count("refused");
    if (fault instanceof ClusterFault.Rejected) {
      // One Event that the server does not take says nothing about the next one.
      return;
    }
    pace.leaveAlone(
        cluster, fault instanceof ClusterFault.Unreachable ? AFTER_FAULT : WITHOUT_RIGHT);
    if (told.add(cluster)) {
      LOG.infof(
          "cluster %s gets no Kubernetes Events, and needs none: %s %s",
          cluster, fault.detail(), fault.nextStep());
    }
  }

  private void count(String outcome) {
    metrics.counter("podspan_kubernetes_events_total", "outcome", outcome).increment();
  }
}
