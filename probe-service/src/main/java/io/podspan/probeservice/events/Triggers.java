package io.podspan.probeservice.events;

import io.podspan.events.Event;
import io.podspan.events.Topic;
import io.podspan.events.world.World;
import io.podspan.servicekit.consume.Consumers;
import io.podspan.servicekit.follow.IntentFollower;
import io.podspan.servicekit.follow.KeptIntent;
import io.podspan.servicekit.follow.PostgresKept;
import io.podspan.servicekit.follow.WorkShare;
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
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * When to probe. It owns the threads of the rounds and of the topics, starts them, and triggers a
 * round when the intent, the routes or the sessions of a cluster change ({@link Hint}).
 *
 * <p>Every instance reads all events of routes and sessions: which instance owns a pair depends on
 * the partitions of the intent, and these are partitioned by other keys.
 */
@ApplicationScoped
public class Triggers {
  private final IntentFollower intent;
  private final KeptIntent kept;
  private final WorkShare share;
  private final ProbeRounds clusters;
  private final Rounds<String> rounds;
  private final Rounds<String> sourceRounds;
  private final OnDemand forgetting;
  private final HistoryKeeping history;
  private final Rounds<String> historyRounds;
  private final Settling settling;
  private final ServiceReadiness readiness;
  private final RecentNews news;
  private final AtomicReference<World> seen = new AtomicReference<>(World.EMPTY);
  private final SupervisedThread routes;
  private final SupervisedThread sessions;

  @Inject
  public Triggers(
      IntentFollower intent,
      WorkShare share,
      ProbeRounds clusters,
      SourceRounds sourceAddresses,
      HistoryKeeping history,
      RecentNews news,
      Consumers consumers,
      ServiceReadiness readiness,
      DataSource dataSource,
      @ConfigProperty(name = "podspan.outbox.schema") String schema,
      @ConfigProperty(name = "podspan.probe.settle", defaultValue = "200ms") Duration settle,
      @ConfigProperty(name = "podspan.probe.trigger-interval", defaultValue = "1s")
          Duration between) {
    this.intent = intent;
    this.kept = new PostgresKept(dataSource, schema);
    this.share = share;
    this.readiness = readiness;
    this.clusters = clusters;
    this.rounds = new Rounds<>("probe", clusters::round);
    this.sourceRounds = new Rounds<>("source", sourceAddresses::round);
    this.history = history;
    this.news = news;
    this.historyRounds = new Rounds<>("history", _ -> history.round());
    this.forgetting = new OnDemand("forget", clusters::forget);
    this.settling =
        new Settling(Triggers::later, rounds::trigger, settle, between, System::nanoTime);
    this.routes = consumers.tail(Topic.ROUTES, this::onEvent);
    this.sessions = consumers.tail(Topic.SESSIONS, this::onEvent);
  }

  void start(@Observes StartupEvent event) {
    readiness.needs(intent, share);
    intent.onChange(this::onIntent);
    intent.start(kept);
    share.start();
    routes.start();
    sessions.start();
    historyRounds.keep(Set.of("all"));
  }

  private void onIntent(World world) {
    clusters.onIntent();
    Set<String> known = world.clusters().keySet();
    news.keep(known);
    settling.keep(known);
    forgetting.ask();
    Set<String> sources = ProbeRounds.sources(world);
    rounds.keep(sources);
    sourceRounds.keep(sources);
    List<Hint> hints = Hint.between(seen.getAndSet(world), world);
    hints.forEach(this::onHint);
    hints.stream()
        .flatMap(hint -> clusters.concernedBy(hint.cluster()).stream())
        .distinct()
        .forEach(sourceRounds::trigger);
  }

  private static void later(Duration after, Runnable task) {
    CompletableFuture.delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS).execute(task);
  }

  private void soon(String cluster) {
    clusters.onHint(cluster);
    settling.hint(cluster);
  }

  private void onEvent(Event event) {
    Hint.of(event).ifPresent(this::onHint);
  }

  private void onHint(Hint hint) {
    if (!seen.get().clusters().containsKey(hint.cluster())) {
      return;
    }
    if (hint.news() != null) {
      news.heard(hint.cluster(), hint.news());
    }
    if (hint.node() != null) {
      clusters.touch(hint.cluster(), hint.node());
    }
    clusters.concernedBy(hint.cluster()).forEach(this::soon);
  }

  /** Before the clients and the database go: a round under way has 3 s to end. */
  void stop(@Observes @Priority(1) ShutdownEvent event) {
    rounds.close();
    sourceRounds.close();
    forgetting.close();
    routes.close();
    sessions.close();
    historyRounds.close();
    history.last();
  }
}
