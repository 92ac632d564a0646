package io.podspan.probeservice.events;

import io.podspan.events.Event;
import io.podspan.events.RouteEvent;
import io.podspan.events.Topic;
import io.podspan.servicekit.consume.Consumers;
import io.podspan.servicekit.follow.IntentFollower;
import io.podspan.servicekit.follow.WorkShare;
import io.podspan.servicekit.ready.ServiceReadiness;
import io.podspan.servicekit.supervise.SupervisedThread;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/**
 * Starts everything, and passes on what makes a look worthwhile now. Routes are told to every
 * instance, not to one of the group: a pair's instance depends on the intent's partitions, and the
 * routes' partitions know nothing of those.
 */
@ApplicationScoped
public class Triggers {
  private final IntentFollower intent;
  private final WorkShare share;
  private final ProbeRounds rounds;
  private final ServiceReadiness readiness;
  private final SupervisedThread routes;

  @Inject
  public Triggers(
      IntentFollower intent,
      WorkShare share,
      ProbeRounds rounds,
      Consumers consumers,
      ServiceReadiness readiness) {
    this.intent = intent;
    this.share = share;
    this.rounds = rounds;
    this.readiness = readiness;
    this.routes = consumers.tail(Topic.ROUTES, this::onEvent);
  }

  void start(@Observes StartupEvent event) {
    readiness.needs(intent, share);
    intent.onChange(rounds::onIntent);
    intent.start();
    share.start();
    routes.start();
  }

  private void onEvent(Event event) {
    if (event instanceof RouteEvent route) {
      onRoute(route);
    }
  }

  private void onRoute(RouteEvent route) {
    switch (route) {
      case RouteEvent.NodeRoutesChanged changed -> {
        // While routes are still missing the next one is under way, and says so itself.
        if (changed.missing() == 0) {
          rounds.onRoutes(changed.cluster());
        }
      }
      case RouteEvent.RouteMissing missing -> rounds.onRoutes(missing.cluster());
      case RouteEvent.RouteRestored restored -> rounds.onRoutes(restored.cluster());
      case RouteEvent.NodeSessionsChanged _ -> {
        // Sessions carry no packets; what they change is told as routes.
      }
    }
  }

  void stop(@Observes ShutdownEvent event) {
    routes.close();
  }
}
