package io.podspan.routecollector.events;

import io.podspan.events.Event;
import io.podspan.events.PeerIdentity;
import io.podspan.events.SessionEvent.SessionEstablished;
import io.podspan.events.SessionEvent.SessionLost;
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

/** Starts everything, and looks at a cluster again when one of its sessions changes. */
@ApplicationScoped
public class Hints {
  private final IntentFollower intent;
  private final WorkShare share;
  private final ClusterRounds rounds;
  private final ServiceReadiness readiness;
  private final SupervisedThread sessions;

  @Inject
  public Hints(
      IntentFollower intent,
      WorkShare share,
      ClusterRounds rounds,
      Consumers consumers,
      ServiceReadiness readiness) {
    this.intent = intent;
    this.share = share;
    this.rounds = rounds;
    this.readiness = readiness;
    this.sessions = consumers.tail(Topic.SESSIONS, this::onSession);
  }

  void start(@Observes StartupEvent event) {
    readiness.needs(intent, share);
    intent.onChange(rounds::onIntent);
    intent.start();
    share.start();
    sessions.start();
  }

  private void onSession(Event event) {
    switch (event) {
      case SessionEstablished established -> hint(established.peer());
      case SessionLost lost -> hint(lost.peer());
      default -> {
        // Refusals and configurations change no route.
      }
    }
  }

  private void hint(PeerIdentity peer) {
    if (peer.cluster() != null) {
      rounds.onHint(peer.cluster());
    }
  }

  void stop(@Observes ShutdownEvent event) {
    sessions.close();
  }
}
