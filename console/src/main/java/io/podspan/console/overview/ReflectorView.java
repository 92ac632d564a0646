package io.podspan.console.overview;

import io.podspan.console.journal.Fact;
import io.podspan.console.journal.Projection;
import io.podspan.events.ConditionState;
import io.podspan.events.IntentEvent;
import io.podspan.events.InterconnectState;
import io.podspan.events.ReflectorSpec;
import io.podspan.events.ReflectorState;
import io.podspan.events.RibEvent;
import io.podspan.events.SessionEvent;
import io.podspan.events.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A reflector that is declared, or that an interconnect goes through.
 *
 * @param peers how many peers it accepts, null before it has said so
 * @param interconnects the revisions in force, by name of interconnect
 * @param routes how many prefixes it passes on, by cluster of origin
 * @param since when it last took over an intent
 * @param conditions as they were told last; none where it is not declared for itself
 */
public record ReflectorView(
    String name,
    String address,
    int port,
    long asn,
    @Nullable Integer peers,
    Map<String, Long> interconnects,
    Map<String, Integer> routes,
    @Nullable Instant since,
    List<ConditionState> conditions) {

  static List<ReflectorView> all(Projection projection, World world) {
    Map<String, ReflectorState> byName = new TreeMap<>();
    for (ReflectorSpec said : world.reflectors().values()) {
      byName.put(
          said.name(), new ReflectorState(said.name(), said.address(), said.port(), said.asn()));
    }
    for (InterconnectState interconnect : world.interconnects().values()) {
      interconnect.reflectors().forEach(reflector -> byName.put(reflector.name(), reflector));
    }
    return byName.values().stream().map(reflector -> of(reflector, projection)).toList();
  }

  private static ReflectorView of(ReflectorState reflector, Projection projection) {
    Fact fact = projection.fact(Projection.REFLECTORS + reflector.name()).orElse(null);
    SessionEvent.ReflectorConfigured configured =
        fact == null ? null : (SessionEvent.ReflectorConfigured) fact.event();
    return new ReflectorView(
        reflector.name(),
        reflector.address(),
        reflector.port(),
        reflector.asn(),
        configured == null ? null : configured.peers(),
        configured == null ? Map.of() : new TreeMap<>(configured.interconnects()),
        routes(projection, reflector.name()),
        fact == null ? null : fact.time(),
        projection
            .fact(Projection.REFLECTOR_CONDITIONS + reflector.name())
            .map(ReflectorView::told)
            .orElse(List.of()));
  }

  private static List<ConditionState> told(Fact fact) {
    return ((IntentEvent.ReflectorConditionsChanged) fact.event()).conditions();
  }

  private static Map<String, Integer> routes(Projection projection, String reflector) {
    Map<String, Integer> routes = new TreeMap<>();
    projection
        .coveredFacts(Projection.RIBS + reflector + "/")
        .map(slot -> (RibEvent.RoutesReflected) slot.getValue().event())
        .forEach(rib -> routes.put(rib.cluster(), rib.total()));
    return routes;
  }
}
