package io.podspan.bgpreflector.control;

import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgpreflector.reflect.EngineStatistics;
import io.podspan.bgpreflector.reflect.SentRoutes;
import io.podspan.bgpreflector.reflect.Withheld;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.speaker.Speaker;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.session.ToldPeer;
import io.podspan.events.PeerIdentity;
import io.podspan.events.RibEvent.PeerRoutesSent;
import io.podspan.servicekit.supervise.Task;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
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
 * Tells what each peer is sent and what is kept from it, on a supervised thread. It asks the shards
 * only when that may have changed, and for all peers together.
 */
final class SentReporter implements Task {
  private static final Logger LOG = Logger.getLogger(SentReporter.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final int PATIENCE_SECONDS = 2;

  private final Supplier<@Nullable Speaker> speaker;
  private final Function<PeerConfig, PeerIdentity> identity;
  private final Consumer<PeerRoutesSent> events;
  private final InstantSource clock;
  private final SentLedger ledger = new SentLedger();

  /**
   * @param speaker null before the start
   */
  SentReporter(
      Supplier<@Nullable Speaker> speaker,
      Function<PeerConfig, PeerIdentity> identity,
      Consumer<PeerRoutesSent> events,
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
    // Before the question, so that what changes meanwhile is looked at again.
    long exports = asked.statistics().exports();
    List<ToldPeer> peers = asked.told();
    if (!ledger.isDue(exports, peers, clock.millis())) {
      return;
    }
    ledger.begins();
    CompletableFuture<Map<RouteSource, SentRoutes>> answer = asked.sent();
    try {
      int told = tell(peers, answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      EngineStatistics.Sizes sizes = asked.statistics().sizes();
      long walked = (long) sizes.destinations() * sizes.groups();
      ledger.looked(exports, peers, walked, told, clock.millis());
    } catch (ExecutionException | CancellationException | TimeoutException busy) {
      answer.cancel(false);
      ledger.failed(clock.millis());
      LOG.debugf("no answer about what peers are sent: %s", busy.getMessage());
    }
  }

  /** How many there was something to tell of. */
  private int tell(List<ToldPeer> peers, Map<RouteSource, SentRoutes> sent) {
    int told = 0;
    for (ToldPeer peer : peers) {
      SentRoutes routes = sent.get(peer.source());
      // The shards may not have heard of the session yet; then they ask for another look.
      if (routes != null && ledger.isNews(peer, routes, clock.millis())) {
        events.accept(event(peer, routes));
        told++;
      }
    }
    return told;
  }

  private PeerRoutesSent event(ToldPeer peer, SentRoutes routes) {
    return new PeerRoutesSent(
        identity.apply(peer.config()),
        routes.sent(),
        peer.endOfRib().stream().map(AddressFamily::text).sorted().toList(),
        routes.withheld().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(held -> withheld(held.getKey(), held.getValue()))
            .toList());
  }

  private static PeerRoutesSent.Withheld withheld(Withheld why, SentRoutes.Kept kept) {
    return new PeerRoutesSent.Withheld(
        why.tag(), kept.count(), kept.first().stream().map(Prefix::toString).toList());
  }
}
