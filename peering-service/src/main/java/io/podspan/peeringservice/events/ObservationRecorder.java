package io.podspan.peeringservice.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.events.Event;
import io.podspan.events.NodeSession;
import io.podspan.events.PeerIdentity;
import io.podspan.events.ProbeEvent;
import io.podspan.events.ProbeEvent.ProbeRound;
import io.podspan.events.ProbeEvent.ReachabilityChanged;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent;
import io.podspan.events.SessionEvent;
import io.podspan.events.SessionEvent.ReflectorConfigured;
import io.podspan.events.SessionEvent.SessionEstablished;
import io.podspan.events.SessionEvent.SessionLost;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.reason.Reason;
import io.podspan.events.reason.ReasonText;
import io.podspan.peeringservice.peering.conditions.ExpectedRoute;
import io.podspan.peeringservice.peering.conditions.Observations;
import io.podspan.peeringservice.peering.conditions.Observations.TableReport;
import io.podspan.peeringservice.peering.conditions.ObservedState.PairReach;
import io.podspan.peeringservice.peering.conditions.Reachability;
import io.podspan.peeringservice.peering.conditions.SourceSeen;
import io.podspan.peeringservice.peering.intent.Transaction;
import io.podspan.peeringservice.peering.network.ReflectorWord;
import io.podspan.peeringservice.peering.rollout.Announced;
import io.podspan.peeringservice.peering.rollout.NodeRoute;
import io.podspan.peeringservice.peering.rollout.NodeTables;
import io.podspan.peeringservice.peering.rollout.PeerSession;
import io.podspan.peeringservice.peering.rollout.ProbedNodes;
import io.podspan.peeringservice.peering.rollout.Rejected;
import io.podspan.peeringservice.peering.rollout.RolloutBell;
import io.podspan.servicekit.publish.EventPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Records what the reflectors, the collector and the probes report, and rings the bell for those
 * who wait for it. {@link ObservationThread} calls it, one event after the other.
 */
@ApplicationScoped
public class ObservationRecorder {
  private final Observations observations;
  private final Function<List<Envelope<Event>>, Set<String>> firstTimes;
  private final Transaction transaction;
  private final RolloutBell bell;
  private final Clock clock;
  private final MeterRegistry metrics;

  @Inject
  public ObservationRecorder(
      Observations observations,
      EventPublisher events,
      Transaction transaction,
      RolloutBell bell,
      Clock clock,
      MeterRegistry metrics) {
    this(observations, events::firstTimes, transaction, bell, clock, metrics);
  }

  /**
   * @param firstTimes marks events as handled in the transaction, and says the ids of those that
   *     were not handled before
   */
  ObservationRecorder(
      Observations observations,
      Function<List<Envelope<Event>>, Set<String>> firstTimes,
      Transaction transaction,
      RolloutBell bell,
      Clock clock,
      MeterRegistry metrics) {
    this.observations = observations;
    this.firstTimes = firstTimes;
    this.transaction = transaction;
    this.bell = bell;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** Records one event; one that was recorded before has no effect. */
  void record(Envelope<Event> envelope) {
    record(List.of(envelope));
  }

  /**
   * Records these events in one transaction, for commits cost more than what is committed. Events
   * that were recorded before have no effect. Looks and rounds come many times a second while nodes
   * have their turns: of those about the same thing only the last is written, and all of them by
   * one statement.
   */
  void record(List<Envelope<Event>> envelopes) {
    List<Envelope<Event>> news =
        transaction.call(
            () -> {
              observations.serialise();
              return recorded(envelopes);
            });
    envelopes.forEach(
        envelope ->
            metrics.counter("podspan_events_heard_total", "type", envelope.type()).increment());
    Set<String> clusters = new HashSet<>();
    for (Envelope<Event> envelope : news) {
      List<String> concerned = clusters(envelope.event());
      if (concerned.isEmpty()) {
        bell.ring();
        return;
      }
      clusters.addAll(concerned);
    }
    if (!clusters.isEmpty()) {
      bell.ring(clusters);
    }
  }

  /** Those that say something new. */
  private List<Envelope<Event>> recorded(List<Envelope<Event>> envelopes) {
    List<Envelope<Event>> marked = envelopes.stream().filter(e -> isMarked(e.event())).toList();
    Set<String> due = new HashSet<>(firstTimes.apply(marked));
    List<Envelope<Event>> news = new ArrayList<>();
    Map<String, NodeTables.Look> looks = new LinkedHashMap<>();
    Map<String, ProbeRound> rounds = new LinkedHashMap<>();
    for (Envelope<Event> envelope : envelopes) {
      if (envelope.event() instanceof ProbeRound round) {
        rounds.put(round.subject(), round);
      } else if (due.remove(envelope.id())) {
        news.add(envelope);
        if (envelope.event() instanceof RouteEvent.NodeRead read) {
          looks.put(read.subject(), look(read));
        } else {
          record(envelope.event(), envelope.time());
        }
      }
    }
    observations.nodeLooks(looks);
    Set<String> counted = recorded(rounds);
    envelopes.stream()
        .filter(e -> e.event() instanceof ProbeRound round && counted.contains(round.subject()))
        .forEach(news::add);
    return news;
  }

  /** What a round says counts as long as nothing comes after it, so it may be recorded again. */
  private Set<String> recorded(Map<String, ProbeRound> rounds) {
    Instant heardAt = clock.instant();
    Map<String, List<ProbedNodes>> nodes = new LinkedHashMap<>();
    Map<String, PairReach> pairs = new LinkedHashMap<>();
    rounds.forEach(
        (pair, round) -> {
          nodes.put(pair, nodes(round, heardAt));
          pairs.put(pair, new PairReach(state(round), why(round)));
        });
    observations.probed(nodes);
    return observations.probeRounds(pairs);
  }

  private NodeTables.Look look(RouteEvent.NodeRead read) {
    return new NodeTables.Look(read.readable(), read.why(), clock.instant());
  }

  /** Whether it is recorded once, however often it arrives. */
  private static boolean isMarked(Event event) {
    return switch (event) {
      case SessionEvent session -> isMarked(session);
      case RouteEvent _ -> true;
      case ProbeRound _ -> false;
      case ProbeEvent _ -> true;
      default -> false;
    };
  }

  private static boolean isMarked(SessionEvent event) {
    return switch (event) {
      case SessionEstablished _,
          SessionLost _,
          ReflectorConfigured _,
          SessionEvent.PrefixRejected _,
          SessionEvent.PeerRoutesChanged _ ->
          true;
      // The session stands, and what counts is whether it does.
      case SessionEvent.SessionStalled _,
          SessionEvent.SessionResumed _,
          SessionEvent.PeerRefused _,
          SessionEvent.PrefixLimitReached _,
          SessionEvent.UpdateRejected _,
          SessionEvent.OpenRefused _,
          SessionEvent.IdentifierShared _ ->
          false;
    };
  }

  private void record(Event event, Instant at) {
    switch (event) {
      case SessionEvent session -> record(session, at);
      case RouteEvent route -> record(route, at);
      case ProbeEvent probe -> record(probe, at);
      default -> throw new IllegalStateException("no observation: " + event);
    }
  }

  /** The clusters whose rollouts may wait for this; empty if all may. */
  private static List<String> clusters(Event event) {
    return switch (event) {
      case SessionEvent.SessionEstablished e -> cluster(e.peer());
      case SessionEvent.SessionLost e -> cluster(e.peer());
      case SessionEvent.PeerRoutesChanged e -> cluster(e.peer());
      case SessionEvent.PrefixRejected e -> cluster(e.peer());
      case RouteEvent.NodeSessionsChanged e -> List.of(e.cluster());
      case RouteEvent.NodeRoutesChanged e -> List.of(e.cluster());
      case RouteEvent.RouteMissing e -> List.of(e.cluster());
      case RouteEvent.RouteRestored e -> List.of(e.cluster());
      case RouteEvent.NodeRead e -> List.of(e.cluster());
      case ProbeRound e -> List.of(e.from(), e.to());
      default -> List.of();
    };
  }

  private static List<String> cluster(PeerIdentity peer) {
    return peer.cluster() == null ? List.of() : List.of(peer.cluster());
  }

  private void record(SessionEvent event, Instant at) {
    switch (event) {
      case SessionEstablished established -> observations.session(session(established, at));
      case SessionLost lost -> observations.session(session(lost, at));
      case ReflectorConfigured configured ->
          observations.reflectorHas(
              configured.reflector(), configured.interconnects(), word(configured), at);
      case SessionEvent.PrefixRejected rejected -> observations.rejected(rejected(rejected));
      case SessionEvent.PeerRoutesChanged routes -> observations.announced(announced(routes));
      case SessionEvent.SessionStalled _,
          SessionEvent.SessionResumed _,
          SessionEvent.PeerRefused _,
          SessionEvent.PrefixLimitReached _,
          SessionEvent.UpdateRejected _,
          SessionEvent.OpenRefused _,
          SessionEvent.IdentifierShared _ ->
          throw new IllegalStateException("not recorded: " + event);
    }
  }

  private static ReflectorWord word(ReflectorConfigured event) {
    return ReflectorWord.heard(event.address(), event.port(), event.asn());
  }

  private PeerSession session(SessionEstablished event, Instant at) {
    return new PeerSession(
        event.peer().reflector(), event.peer().address(), true, at, clock.instant(), "");
  }

  private PeerSession session(SessionLost event, Instant at) {
    return new PeerSession(
        event.peer().reflector(),
        event.peer().address(),
        false,
        at,
        clock.instant(),
        text(event.cause(), event.reason()));
  }

  private Rejected rejected(SessionEvent.PrefixRejected event) {
    return new Rejected(
        event.peer().reflector(),
        event.peer().address(),
        event.prefix(),
        text(event.cause(), event.reason()),
        clock.instant());
  }

  private Announced announced(SessionEvent.PeerRoutesChanged event) {
    return new Announced(
        event.peer().reflector(),
        event.peer().address(),
        event.established(),
        event.stale(),
        event.endOfRib(),
        event.total(),
        event.prefixes(),
        clock.instant());
  }

  /** An older writer gives no cause, but its text. */
  private static String text(@Nullable Reason cause, String text) {
    return cause == null ? text : ReasonText.seen(cause);
  }

  private void record(RouteEvent event, Instant at) {
    String node = event.subject();
    switch (event) {
      case RouteEvent.NodeSessionsChanged sessions ->
          observations.nodeSessions(node, states(sessions), at, clock.instant());
      case RouteEvent.NodeRoutesChanged routes ->
          observations.nodeRoutes(node, report(routes), at, clock.instant());
      case RouteEvent.RouteMissing missing ->
          observations.routeMissing(
              node, route(missing.route()), text(missing.cause(), missing.why()), at);
      case RouteEvent.RouteRestored restored ->
          observations.routeRestored(node, route(restored.route()), at);
      case RouteEvent.NodeRead _ -> throw new IllegalStateException("recorded with all others");
    }
  }

  private static Map<String, String> states(RouteEvent.NodeSessionsChanged event) {
    Map<String, String> states = new HashMap<>();
    for (NodeSession session : event.sessions()) {
      states.put(session.peerAddress(), session.state());
    }
    return states;
  }

  private static TableReport report(RouteEvent.NodeRoutesChanged event) {
    // A route that could not be judged has no name among the missing: the condition is unknown.
    return new TableReport(
        routes(event.rib()),
        routes(event.fib()),
        event.expected(),
        event.missing() + event.notJudged());
  }

  private static List<NodeRoute> routes(List<RouteEntry> entries) {
    return entries.stream().map(e -> new NodeRoute(e.prefix(), e.nextHop())).toList();
  }

  private static ExpectedRoute route(RouteEntry entry) {
    return new ExpectedRoute(entry.prefix(), entry.nextHop());
  }

  private void record(ProbeEvent event, Instant at) {
    switch (event) {
      case ReachabilityChanged changed ->
          observations.reachability(
              changed.subject(), state(changed), text(changed.cause(), changed.why()), at);
      case ProbeRound _ -> throw new IllegalStateException("recorded with all others");
      case ProbeEvent.SourceMeasured measured ->
          observations.source(
              measured.subject(), new SourceSeen(state(measured.now()), measured.why()));
    }
  }

  /** Where every pair that was measured answers, what is missing was not measured. */
  private static Reachability state(ReachabilityChanged changed) {
    return switch (changed.now()) {
      case UNKNOWN -> Reachability.UNKNOWN;
      case REACHABLE -> Reachability.REACHABLE;
      case PARTIAL ->
          changed.reachable() == changed.pairs() ? Reachability.UNKNOWN : Reachability.PARTIAL;
      case UNREACHABLE -> Reachability.UNREACHABLE;
    };
  }

  private static SourceSeen.State state(ProbeEvent.SourceAddress address) {
    return switch (address) {
      case UNKNOWN -> SourceSeen.State.UNKNOWN;
      case PRESERVED -> SourceSeen.State.PRESERVED;
      case REPLACED -> SourceSeen.State.REPLACED;
    };
  }

  private static Reachability state(ProbeRound round) {
    if (round.pairs() == 0) {
      return Reachability.UNKNOWN;
    }
    if (round.reachable() == 0) {
      return Reachability.UNREACHABLE;
    }
    return round.reachable() == round.pairs() ? Reachability.REACHABLE : Reachability.PARTIAL;
  }

  /** A duration is the same by all clocks, so the beginning of the round is known by ours. */
  private static List<ProbedNodes> nodes(ProbeRound round, Instant heardAt) {
    Instant began = heardAt.minusMillis(round.tookMillis());
    return round.nodes().stream()
        .map(
            reach ->
                new ProbedNodes(
                    round.from() + "/" + reach.fromNode(),
                    round.to() + "/" + reach.toNode(),
                    reach.pairs(),
                    reach.reachable(),
                    began))
        .toList();
  }

  private static String why(ProbeRound round) {
    return round.pairs() == 0
        ? "the probes could not measure any pair of pods"
        : round.reachable() + " of " + round.pairs() + " pairs of pods answer";
  }
}
