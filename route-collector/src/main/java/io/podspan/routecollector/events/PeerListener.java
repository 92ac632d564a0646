package io.podspan.routecollector.events;

import io.podspan.events.Event;
import io.podspan.events.RibEvent;
import io.podspan.events.SessionEvent;
import io.podspan.events.Topic;
import io.podspan.routecollector.heard.PeerRecords;
import io.podspan.servicekit.consume.Arrived;
import io.podspan.servicekit.consume.Consumers;
import io.podspan.servicekit.supervise.SupervisedThread;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Keeps what reflectors say of their peers. Each event is kept by one instance, for all; after a
 * restart the group goes on where it was.
 */
@ApplicationScoped
public class PeerListener {
  private static final String GROUP = "route-collector";

  private final PeerRecords peers;
  private final SupervisedThread thread;

  @Inject
  public PeerListener(PeerRecords peers, Consumers consumers) {
    this.peers = peers;
    this.thread =
        consumers.group(
            "peers", GROUP, List.of(Topic.SESSIONS_NAME, Topic.RIB_NAME), Map.of(), this::hear);
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  private void hear(List<Arrived> batch) {
    for (Arrived arrived : batch) {
      hear(arrived.envelope().event(), arrived.envelope().time());
    }
  }

  private void hear(Event event, Instant at) {
    if (event instanceof SessionEvent said) {
      peers.hear(said, at);
    } else if (event instanceof RibEvent.PeerRoutesSent said) {
      peers.hear(said, at);
    }
  }

  void stop(@Observes @Priority(1) ShutdownEvent event) {
    thread.close();
  }
}
