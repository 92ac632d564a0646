package io.podspan.peeringservice.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.events.Event;
import io.podspan.events.NodeSession;
import io.podspan.events.ProbeEvent;
import io.podspan.events.RouteEvent;
import io.podspan.events.SessionEvent;
import io.podspan.events.envelope.Envelope;
import io.podspan.peeringservice.peering.intent.Observations;
import io.podspan.peeringservice.peering.rollout.PeerSession;
import io.podspan.peeringservice.peering.rollout.RolloutBell;
import io.podspan.servicekit.publish.EventPublisher;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * What to make of what is heard. Called by {@link HearingThread} only.
 *
 * <p>Hears what the reflectors, the collector and the probes say, keeps the newest of it, and wakes
 * whoever may wait for it.
 */
@ApplicationScoped
public class Hearing {
  private final Observations observations;
  private final EventPublisher events;
  private final RolloutBell bell;
  private final Clock clock;
  private final MeterRegistry metrics;

  @Inject
  public Hearing(
      Observations observations,
      EventPublisher events,
      RolloutBell bell,
      Clock clock,
      MeterRegistry metrics) {
    this.observations = observations;
    this.events = events;
    this.bell = bell;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** Handles one event; one that was handled before has no effect. */
  void hear(Envelope<Event> envelope) {
    boolean news =
        switch (envelope.event()) {
          case SessionEvent event -> heard(event, envelope);
          case RouteEvent event -> heard(event, envelope);
          case ProbeEvent event -> heard(event, envelope);
          default -> false;
        };
    metrics.counter("podspan_events_heard_total", "type", envelope.type()).increment();
    if (news) {
      bell.ring();
    }
  }

  private boolean heard(SessionEvent event, Envelope<Event> envelope) {
    return switch (event) {
      case SessionEvent.SessionEstablished established ->
          keep(
              envelope,
              () ->
                  observations.session(
                      new PeerSession(
                          established.peer().reflector(),
                          established.peer().address(),
                          true,
                          envelope.time(),
                          clock.instant(),
                          "")));
      case SessionEvent.SessionLost lost ->
          keep(
              envelope,
              () ->
                  observations.session(
                      new PeerSession(
                          lost.peer().reflector(),
                          lost.peer().address(),
                          false,
                          envelope.time(),
                          clock.instant(),
                          lost.reason())));
      case SessionEvent.ReflectorConfigured configured ->
          keep(
              envelope,
              () ->
                  observations.reflectorHas(
                      configured.reflector(), configured.interconnects(), envelope.time()));
      case SessionEvent.PeerRefused _ -> false;
      case SessionEvent.PrefixRejected _ -> false;
      case SessionEvent.PrefixLimitReached _ -> false;
    };
  }

  private boolean heard(RouteEvent event, Envelope<Event> envelope) {
    String id = event.subject();
    return switch (event) {
      case RouteEvent.NodeSessionsChanged sessions ->
          keep(
              envelope,
              () ->
                  observations.nodeSessions(
                      id, states(sessions), envelope.time(), clock.instant()));
      case RouteEvent.NodeRoutesChanged routes ->
          keep(
              envelope,
              () ->
                  observations.nodeRoutes(
                      id, routes.expected(), routes.missing(), envelope.time()));
      case RouteEvent.RouteMissing _ -> false;
      case RouteEvent.RouteRestored _ -> false;
    };
  }

  private static Map<String, String> states(RouteEvent.NodeSessionsChanged event) {
    Map<String, String> states = new HashMap<>();
    for (NodeSession session : event.sessions()) {
      states.put(session.peerAddress(), session.state());
    }
    return states;
  }

  private boolean heard(ProbeEvent event, Envelope<Event> envelope) {
    return switch (event) {
      case ProbeEvent.ReachabilityChanged changed ->
          keep(
              envelope,
              () ->
                  observations.reachability(
                      changed.subject(), changed.now().name(), changed.why(), envelope.time()));
      case ProbeEvent.ProbeRound _ -> false;
    };
  }

  private boolean keep(Envelope<Event> envelope, Runnable work) {
    return QuarkusTransaction.requiringNew().call(() -> keepOnce(envelope, work));
  }

  private boolean keepOnce(Envelope<Event> envelope, Runnable work) {
    boolean news = events.firstTime(envelope);
    if (news) {
      work.run();
    }
    return news;
  }
}
