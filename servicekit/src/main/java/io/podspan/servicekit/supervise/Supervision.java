package io.podspan.servicekit.supervise;

import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.servicekit.ready.ServiceReadiness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;

/** Makes the supervised threads of this service; its readiness shows those that fail. */
@ApplicationScoped
public class Supervision {
  private final MeterRegistry metrics;
  private final Clock clock;
  private final ServiceReadiness readiness;

  @Inject
  public Supervision(MeterRegistry metrics, ServiceReadiness readiness) {
    this(metrics, readiness, Clock.systemUTC());
  }

  Supervision(MeterRegistry metrics, ServiceReadiness readiness, Clock clock) {
    this.metrics = metrics;
    this.readiness = readiness;
    this.clock = clock;
  }

  /** Where the threads of this service are counted. */
  public MeterRegistry metrics() {
    return metrics;
  }

  /** A thread that is not started yet. The caller starts and stops it. */
  public SupervisedThread thread(String name, Task task) {
    SupervisedThread thread = new SupervisedThread(name, task, Backoff.USUAL, metrics, clock);
    readiness.shows(thread);
    return thread;
  }
}
