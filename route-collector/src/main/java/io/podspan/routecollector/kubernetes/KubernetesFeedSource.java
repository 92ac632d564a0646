package io.podspan.routecollector.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.ExecOutcome;
import io.podspan.clusteraccess.ExecStream;
import io.podspan.clusteraccess.UnusableAccessException;
import io.podspan.routecollector.feed.FeedEnd;
import io.podspan.routecollector.feed.FeedEnd.Why;
import io.podspan.routecollector.feed.FeedSource;
import io.podspan.routecollector.feed.NodeFeed;
import io.podspan.routecollector.feed.Subject;
import io.podspan.routecollector.kernel.KernelLines;
import io.podspan.routecollector.kubernetes.RouterPods.Found;
import io.podspan.routecollector.router.RouterKind;
import io.podspan.routecollector.router.RouterWatch;
import io.podspan.routecollector.routers.SupportedRouters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Follows nodes by one long exec in the pod of each one's router, a limited number of them. */
@ApplicationScoped
public class KubernetesFeedSource implements FeedSource {
  private static final Duration OPENING = Duration.ofSeconds(10);

  /** A beat comes each second. */
  private static final Duration SILENCE = Duration.ofSeconds(4);

  private static final Duration LONGEST_LIFE = Duration.ofMinutes(30);

  /** Streams that began together do not end together. */
  private static final int SECONDS_SHORTER = 300;

  private static final Duration LATE = Duration.ofSeconds(60);

  private final ClusterClients clients;
  private final KnownRouters routers;
  private final ExecPlaces execs;
  private final Semaphore places;

  @Inject
  public KubernetesFeedSource(
      ClusterClients clients,
      KnownRouters routers,
      ExecPlaces execs,
      @ConfigProperty(name = "podspan.collector.streams", defaultValue = "1000") int most) {
    this.clients = clients;
    this.routers = routers;
    this.execs = execs;
    this.places = new Semaphore(most);
  }

  @Override
  public FeedEnd follow(Subject subject, Listener listener) {
    Optional<RouterWatch> watch = SupportedRouters.of(subject.cni()).flatMap(RouterKind::watch);
    if (watch.isEmpty()) {
      return new FeedEnd(
          Why.NOT_OFFERED, "routers of " + subject.cni().text() + " are read at intervals only");
    }
    Optional<Found> router = routers.last(subject.cluster(), subject.node());
    if (router.isEmpty() || router.get().trouble() != null) {
      return new FeedEnd(Why.NO_POD, "no router runs on " + subject.node());
    }
    if (!places.tryAcquire()) {
      return new FeedEnd(Why.NO_PLACE, "podspan.collector.streams allows no more streams");
    }
    try {
      KubernetesClient client = clients.client(subject.access());
      // It begins when it may; it goes on for long, and keeps no place.
      execs.take(subject.cluster(), ExecPlaces.Purpose.STREAM).close();
      return follow(client, router.get(), watch.get(), subject.peers(), listener);
    } catch (UnusableAccessException e) {
      return new FeedEnd(Why.API_AWAY, e.getMessage() + " " + e.nextStep());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new FeedEnd(Why.ENDED, "the caller was interrupted");
    } finally {
      places.release();
    }
  }

  private static FeedEnd follow(
      KubernetesClient client,
      Found router,
      RouterWatch watch,
      Set<String> peers,
      Listener listener) {
    NodeFeed feed = new NodeFeed(watch.lines(), new KernelLines());
    Duration life = LONGEST_LIFE.minusSeconds(ThreadLocalRandom.current().nextInt(SECONDS_SHORTER));
    listener.begun(feed);
    return end(
        feed,
        ExecStream.follow(
            client,
            router.container(),
            new ExecStream.Limits(OPENING, SILENCE, life.plus(LATE)),
            new Lines(feed, listener),
            watch.command(life, peers).toArray(String[]::new)));
  }

  /** From the script to who follows. */
  private record Lines(NodeFeed feed, Listener listener) implements ExecStream.Lines {
    @Override
    public void stdout(String line) {
      listener.step(feed.router(line));
    }

    @Override
    public void stderr(String line) {
      listener.step(feed.kernel(line));
    }
  }

  static FeedEnd end(NodeFeed feed, ExecOutcome outcome) {
    Optional<String> said = feed.lastWord();
    return switch (outcome) {
      case ExecOutcome.Finished _ when said.isPresent() && said.get().startsWith("lacks ") ->
          new FeedEnd(Why.NO_TOOL, "the router's image " + said.get());
      case ExecOutcome.Finished _ when said.isPresent() -> new FeedEnd(Why.ENDED, said.get());
      case ExecOutcome.Finished(int exitCode, _, _) ->
          new FeedEnd(Why.ENDED, "the command ended with exit code " + exitCode);
      case ExecOutcome.Failed(ExecOutcome.Cause cause, String reason) ->
          new FeedEnd(why(cause), reason);
    };
  }

  private static Why why(ExecOutcome.Cause cause) {
    return switch (cause) {
      case UNREACHABLE -> Why.API_AWAY;
      case FORBIDDEN -> Why.FORBIDDEN;
      case NO_CONTAINER -> Why.NO_POD;
      case TIMEOUT -> Why.SILENT;
      case TOO_MUCH_OUTPUT -> Why.BROKEN;
    };
  }
}
