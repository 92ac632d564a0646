package io.podspan.servicekit.publish;

import io.podspan.servicekit.supervise.SupervisedThread;
import io.podspan.servicekit.supervise.Supervision;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** The thread that owns the outbox relay: woken by commits, and by itself every second. */
@ApplicationScoped
@IfBuildProperty(name = "podspan.outbox.enabled", stringValue = "true")
public class RelayThread {
  private final SupervisedThread thread;

  @Inject
  public RelayThread(Supervision supervision, RelayTask task) {
    this.thread = supervision.thread("outbox-relay", task);
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  /** There is something to send. Never blocks. */
  public void wake() {
    thread.wake();
  }

  /** Sends what is committed if Kafka answers in time. The rest is sent after the next start. */
  void stop(@Observes ShutdownEvent event) {
    thread.close();
  }
}
