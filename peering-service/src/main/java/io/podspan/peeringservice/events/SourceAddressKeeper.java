package io.podspan.peeringservice.events;

import io.podspan.peeringservice.peering.intent.SourceAddresses;
import io.podspan.servicekit.supervise.SupervisedThread;
import io.podspan.servicekit.supervise.Supervision;
import io.podspan.servicekit.supervise.Task;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;

/** The one thread that keeps pod addresses where an interconnect asks for it, round after round. */
@ApplicationScoped
public class SourceAddressKeeper {
  private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(10);

  private final SupervisedThread thread;

  @Inject
  public SourceAddressKeeper(SourceAddresses sources, Supervision supervision) {
    this.thread =
        supervision.thread(
            "source-addresses",
            new Task() {
              @Override
              public Duration turn() {
                sources.keep();
                return BETWEEN_ROUNDS;
              }
            });
  }

  public void start() {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) {
    thread.close();
  }
}
