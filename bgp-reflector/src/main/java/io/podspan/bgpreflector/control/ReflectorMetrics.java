package io.podspan.bgpreflector.control;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.bgp.wire.FaultReason;
import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.reflect.EngineCounter;
import io.podspan.bgpreflector.reflect.Rejection;
import io.podspan.bgpreflector.speaker.report.OpenFault;
import io.podspan.bgpreflector.speaker.report.RefusalReason;
import io.podspan.bgpreflector.speaker.report.SessionCount;
import io.podspan.bgpreflector.speaker.session.PeerSnapshot;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The engine's counters and sizes as meters; read at each scrape. */
@ApplicationScoped
public class ReflectorMetrics {
  private static final int AFTER_THE_REFLECTOR = 5000;

  private final MeterRegistry registry;
  private final ReflectorService reflector;

  @Inject
  public ReflectorMetrics(MeterRegistry registry, ReflectorService reflector) {
    this.registry = registry;
    this.reflector = reflector;
  }

  void register(@Observes @Priority(AFTER_THE_REFLECTOR) StartupEvent event) {
    for (SessionState state : SessionState.values()) {
      Gauge.builder("podspan_reflector_peers", reflector, r -> peersIn(r, state))
          .description("Configured peers by the state of their session")
          .tag("state", state.text())
          .register(registry);
    }
    gauge(
        "podspan_reflector_routes",
        "Prefixes with a path",
        r -> r.speaker().statistics().sizes().destinations());
    gauge(
        "podspan_reflector_attribute_sets",
        "Distinct sets of path attributes",
        r -> r.speaker().statistics().sizes().attributeSets());
    gauge(
        "podspan_reflector_update_groups",
        "Groups of peers that share messages",
        r -> r.speaker().statistics().sizes().groups());
    gauge(
        "podspan_reflector_connections_half_open",
        "Connections that wait for an OPEN",
        r -> r.speaker().halfOpen());
    gauge(
        "podspan_reflector_bmp_stations",
        "BMP stations that are told the routes now",
        ReflectorService::bmpStationsConnected);
    gauge(
        "podspan_reflector_peers_stalled",
        "Peers with a session that have ceased to answer",
        r -> r.speaker().peers().stream().filter(peer -> peer.stall() != null).count());
    gauge(
        "podspan_reflector_peers_not_probed",
        "Peers with a session of which nobody knows whether they answer",
        r -> r.speaker().peers().stream().filter(ReflectorMetrics::isNotProbed).count());
    gauge(
        "podspan_reflector_peers_stale",
        "Peers whose routes are kept while they restart (RFC 4724)",
        r -> r.speaker().announcing().stream().filter(peer -> peer.mark().stale()).count());
    gauge(
        "podspan_reflector_recovering",
        "1 after a restart, until the peers have announced everything again (RFC 4724)",
        r -> r.speaker().isRecovering() ? 1 : 0);
    gauge(
        "podspan_reflector_events_waiting",
        "Events that wait for Kafka",
        ReflectorService::eventsWaiting);
    counter(
        "podspan_reflector_events_coalesced",
        "Events given up for a later one",
        ReflectorService::eventsCoalesced);
    for (EngineCounter counter : EngineCounter.values()) {
      String name = "podspan_reflector_" + counter.name().toLowerCase(Locale.ROOT);
      counter(name, counter.description(), r -> r.speaker().statistics().value(counter));
    }
    registerReasons();
  }

  private void registerReasons() {
    for (SignatureCounters.Cause cause : SignatureCounters.Cause.values()) {
      FunctionCounter.builder("podspan_reflector_segments_refused", cause, SignatureCounters::read)
          .description("TCP segments that the kernel dropped because of their signature (RFC 2385)")
          .tag("reason", cause.tag())
          .register(registry);
    }
    for (Rejection reason : Rejection.values()) {
      FunctionCounter.builder("podspan_reflector_rejected", reflector, r -> rejected(r, reason))
          .description("Announcements that were not taken")
          .tag("reason", RejectionText.tag(reason))
          .register(registry);
    }
    for (SessionCount count : SessionCount.values()) {
      String name = "podspan_reflector_sessions_" + count.name().toLowerCase(Locale.ROOT);
      counter(name, count.description(), r -> r.speaker().sessionCounts().getOrDefault(count, 0L));
    }
    for (FaultReason reason : FaultReason.values()) {
      FunctionCounter.builder("podspan_reflector_update_faults", reflector, r -> faults(r, reason))
          .description("Errors in UPDATE messages that left the session alone (RFC 7606)")
          .tag("reason", reason.tag())
          .register(registry);
    }
    for (OpenFault reason : OpenFault.values()) {
      FunctionCounter.builder("podspan_reflector_open_refused", reflector, r -> opens(r, reason))
          .description("Connections closed because of what came in place of a good OPEN")
          .tag("reason", reason.tag())
          .register(registry);
    }
    for (RefusalReason reason : RefusalReason.values()) {
      FunctionCounter.builder("podspan_reflector_refused", reflector, r -> refused(r, reason))
          .description("Connections that were not accepted")
          .tag("reason", reason.tag())
          .register(registry);
    }
  }

  private void gauge(String name, String description, ToDoubleFunction<ReflectorService> value) {
    Gauge.builder(name, reflector, value).description(description).register(registry);
  }

  private void counter(String name, String description, ToDoubleFunction<ReflectorService> value) {
    FunctionCounter.builder(name, reflector, value).description(description).register(registry);
  }

  private static double peersIn(ReflectorService reflector, SessionState state) {
    return reflector.speaker().peersByState().getOrDefault(state, 0);
  }

  private static boolean isNotProbed(PeerSnapshot peer) {
    return peer.state() == SessionState.ESTABLISHED && !peer.probed();
  }

  private static double rejected(ReflectorService reflector, Rejection reason) {
    return reflector.speaker().statistics().rejections().getOrDefault(reason, 0L);
  }

  private static double faults(ReflectorService reflector, FaultReason reason) {
    return reflector.speaker().updateFaults().getOrDefault(reason, 0L);
  }

  private static double opens(ReflectorService reflector, OpenFault reason) {
    return reflector.speaker().refusedOpens().getOrDefault(reason, 0L);
  }

  private static double refused(ReflectorService reflector, RefusalReason reason) {
    return reflector.speaker().refusals().getOrDefault(reason, 0L);
  }
}
