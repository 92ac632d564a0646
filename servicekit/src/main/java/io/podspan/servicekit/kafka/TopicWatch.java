package io.podspan.servicekit.kafka;

import io.podspan.servicekit.supervise.SupervisedThread;
import io.podspan.servicekit.supervise.Supervision;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;

/** The one thread that looks again and again whether the topics are still there. */
@ApplicationScoped
public class TopicWatch {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

  private final SupervisedThread thread;

  @Inject
  public TopicWatch(TopicProvisioner topics, Supervision supervision) {
    this.thread =
        supervision.thread(
            "topic-watch",
            () -> {
              topics.look();
              return BETWEEN_LOOKS;
            });
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) {
    thread.close();
  }
}
