package io.podspan.routecollector.events;

import io.podspan.events.Event;
import io.podspan.events.PeerIdentity;
import io.podspan.events.RolloutEvent;
import io.podspan.events.SessionEvent.PeerRoutesChanged;
import io.podspan.events.SessionEvent.SessionEstablished;
import io.podspan.events.SessionEvent.SessionLost;
import io.podspan.events.Topic;
import io.podspan.events.world.World;
import io.podspan.servicekit.consume.Consumers;
import io.podspan.servicekit.follow.IntentFollower;
import io.podspan.servicekit.follow.KeptIntent;
import io.podspan.servicekit.follow.PostgresKept;
import io.podspan.servicekit.follow.Presence;
import io.podspan.servicekit.ready.ServiceReadiness;
import io.podspan.servicekit.rounds.OnDemand;
import io.podspan.servicekit.rounds.Rounds;
import io.podspan.servicekit.supervise.SupervisedThread;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Set;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * When to look at a cluster. It owns the threads of the rounds and of the topics, starts them, and
 * triggers a round when the intent or a session of the cluster changes, or the feed of a node ends.
 */
@ApplicationScoped
public class Triggers {
  private final IntentFollower intent;
  private final KeptIntent kept;
  private final ClusterShare share;
  private final Presence presence;
  private final ClusterRounds clusters;
  private final NodeFeeds feeds;
  private final Rounds<String> rounds;
  private final OnDemand forgetting;
  private final ServiceReadiness readiness;
  private final SupervisedThread sessions;
  private final SupervisedThread rollouts;

  @Inject
  public Triggers(
      IntentFollower intent,
      ClusterShare share,
      ClusterRounds clusters,
      NodeFeeds feeds,
      Consumers consumers,
      ServiceReadiness readiness,
      DataSource dataSource,
      @ConfigProperty(name = "podspan.outbox.schema") String schema,
      @ConfigProperty(name = "quarkus.application.name") String service) {
    this.presence = new Presence(consumers, service);
    this.intent = intent;
    this.kept = new PostgresKept(dataSource, schema);
    this.share = share;
    this.readiness = readiness;
    this.clusters = clusters;
    this.feeds = feeds;
    this.rounds = new Rounds<>("collect", clusters::round);
    this.forgetting = new OnDemand("forget", clusters::forget);
    this.sessions = consumers.tail(Topic.SESSIONS, this::onSession);
    this.rollouts = consumers.tail(Topic.ROLLOUTS, this::onRollout);
  }

  void start(@Observes StartupEvent event) {
    readiness.needs(intent, share);
    readiness.shows(feeds);
    clusters.triggeredBy(rounds::trigger);
    clusters.forgottenBy(forgetting::ask);
    feeds.start(
        new Follower.Work() {
          @Override
          public boolean isOurs(String cluster) {
            return share.of(cluster).isPresent();
          }

          @Override
          public boolean look(String cluster, String node) {
            return clusters.look(cluster, node);
          }

          @Override
          public void broken(String cluster) {
            rounds.trigger(cluster);
          }
        });
    intent.onChange(this::onIntent);
    intent.start(kept);
    share.start(this::onShare);
    presence.start();
    sessions.start();
    rollouts.start();
  }

  private void onIntent(World world) {
    clusters.onIntent(world);
    forgetting.ask();
    rounds.keep(world.clusters().keySet());
    rounds.triggerAll();
    share.wake();
  }

  /**
   * Clusters became ours, and are read at once; or ceased to be, and their streams end; or their
   * readers are long dead, and what is known of them may be forgotten.
   */
  private void onShare(Set<String> changed) {
    clusters.onShare();
    forgetting.ask();
    changed.forEach(rounds::trigger);
  }

  private void onSession(Event event) {
    switch (event) {
      case SessionEstablished established -> hint(established.peer());
      case SessionLost lost -> hint(lost.peer());
      case PeerRoutesChanged changed -> hint(changed.peer());
      default -> {
        // Refusals and configurations change no route.
      }
    }
  }

  /** What a node announces, or ceases to, changes the routes of the clusters it is joined with. */
  private void hint(PeerIdentity peer) {
    if (peer.cluster() != null) {
      clusters.onSession(peer.cluster(), peer.node());
      for (String cluster : clusters.concernedBy(peer.cluster())) {
        clusters.onHint(cluster);
        rounds.trigger(cluster);
      }
    }
  }

  private void onRollout(Event event) {
    if (event instanceof RolloutEvent rollout && clusters.onRollout(rollout)) {
      rounds.trigger(rollout.rollout().cluster());
    }
  }

  /** Before the clients and the database go: a round under way has 3 s to end. */
  void stop(@Observes @Priority(1) ShutdownEvent event) {
    clusters.stop();
    feeds.close();
    rounds.close();
    forgetting.close();
    sessions.close();
    rollouts.close();
    presence.close();
    share.close();
  }
}
