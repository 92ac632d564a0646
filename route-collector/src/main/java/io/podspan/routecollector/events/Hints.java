package io.podspan.routecollector.events;

import io.podspan.events.Event;
import io.podspan.events.PeerIdentity;
import io.podspan.events.SessionEvent.SessionEstablished;
import io.podspan.events.SessionEvent.SessionLost;
import io.podspan.events.Topic;
import io.podspan.servicekit.consume.DeadLetters;
import io.podspan.servicekit.consume.KafkaClients;
import io.podspan.servicekit.follow.IntentFollower;
import io.podspan.servicekit.follow.TopicTail;
import io.podspan.servicekit.follow.WorkShare;
import io.podspan.servicekit.topics.TopicProvisioner;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Starts everything, and passes on what other services say that concerns a cluster's routes. */
@ApplicationScoped
public class Hints {
  private final IntentFollower intent;
  private final WorkShare share;
  private final ClusterRounds rounds;
  private final TopicTail sessions;

  @Inject
  public Hints(
      IntentFollower intent,
      WorkShare share,
      ClusterRounds rounds,
      KafkaClients kafka,
      TopicProvisioner topics,
      DeadLetters deadLetters) {
    this.intent = intent;
    this.share = share;
    this.rounds = rounds;
    this.sessions = new TopicTail(Topic.SESSIONS, kafka, topics, deadLetters, this::onSession);
  }

  void start(@Observes StartupEvent event) {
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
