package io.podspan.bgpreflector.control;

import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgpreflector.reflect.AnnouncedRoutes;
import io.podspan.bgpreflector.speaker.Speaker;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.listen.AnnouncingPeer;
import io.podspan.bgpreflector.speaker.session.RoutesMark;
import io.podspan.events.PeerIdentity;
import io.podspan.events.SessionEvent;
import io.podspan.events.SessionEvent.PeerRoutesChanged;
import io.podspan.servicekit.supervise.Task;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells what each peer has announced, on a supervised thread. It looks for peers whose mark has
 * changed, and asks the shards for the routes of these only.
 */
final class PeerRoutesReporter implements Task {
  private static final Logger LOG = Logger.getLogger(PeerRoutesReporter.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
  private static final int BATCH = 256;
  private static final int PATIENCE_SECONDS = 2;
  private static final RoutesMark GONE = new RoutesMark(false, false, Set.of(), 0, 0);

  private record Question(AnnouncingPeer peer, CompletableFuture<AnnouncedRoutes> answer) {}

  private final Supplier<@Nullable Speaker> speaker;
  private final Function<PeerConfig, PeerIdentity> identity;
  private final Consumer<SessionEvent> events;
  private final InstantSource clock;
  private final PeerRoutesLedger ledger = new PeerRoutesLedger();

  /**
   * @param speaker null before the start
   */
  PeerRoutesReporter(
      Supplier<@Nullable Speaker> speaker,
      Function<PeerConfig, PeerIdentity> identity,
      Consumer<SessionEvent> events,
      InstantSource clock) {
    this.speaker = speaker;
    this.identity = identity;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public Duration turn() throws InterruptedException {
    Speaker asked = speaker.get();
    if (asked != null) {
      report(asked);
    }
    return BETWEEN_LOOKS;
  }

  private void report(Speaker asked) throws InterruptedException {
    List<AnnouncingPeer> peers = asked.announcing();
    List<AnnouncingPeer> due = ledger.due(peers, clock.millis());
    for (int from = 0; from < due.size(); from += BATCH) {
      report(asked, due.subList(from, Math.min(from + BATCH, due.size())));
    }
    for (PeerConfig gone : ledger.gone(peers)) {
      events.accept(event(gone, GONE, AnnouncedRoutes.NONE));
    }
  }

  /** Asks for all of them before it waits for the first answer. */
  private void report(Speaker asked, List<AnnouncingPeer> due) throws InterruptedException {
    List<Question> questions = new ArrayList<>();
    for (AnnouncingPeer peer : due) {
      questions.add(new Question(peer, ask(asked, peer)));
    }
    for (Question question : questions) {
      try {
        tell(question.peer(), question.answer().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      } catch (ExecutionException | TimeoutException busy) {
        // It stays due.
        LOG.debugf("no answer about %s: %s", question.peer().config().address(), busy.getMessage());
      }
    }
  }

  private static CompletableFuture<AnnouncedRoutes> ask(Speaker asked, AnnouncingPeer peer) {
    RoutesMark mark = peer.mark();
    return mark.established() || mark.stale()
        ? asked.announced(peer.config().address(), PeerRoutesChanged.MAX_PREFIXES)
        : CompletableFuture.completedFuture(AnnouncedRoutes.NONE);
  }

  private void tell(AnnouncingPeer peer, AnnouncedRoutes routes) {
    ledger.told(peer, routes.total(), clock.millis());
    events.accept(event(peer.config(), peer.mark(), routes));
  }

  private PeerRoutesChanged event(PeerConfig peer, RoutesMark mark, AnnouncedRoutes routes) {
    return new PeerRoutesChanged(
        identity.apply(peer),
        mark.established(),
        mark.stale(),
        mark.endOfRib().stream().map(AddressFamily::text).sorted().toList(),
        routes.total(),
        routes.first().stream().map(Prefix::toString).toList());
  }
}
