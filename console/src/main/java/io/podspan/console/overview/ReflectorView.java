package io.podspan.console.overview;

import io.podspan.console.journal.Fact;
import io.podspan.console.journal.Standing;
import io.podspan.events.InterconnectState;
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
 * A reflector that an interconnect goes through.
 *
 * @param peers how many peers it accepts, null when it has not said so yet
 * @param interconnects name to revision of what is in force in it
 * @param routes how many prefixes it passes on, by the cluster that they come from
 * @param since when it last took an intent over
 */
public record ReflectorView(
    String name,
    String address,
    int port,
    long asn,
    @Nullable Integer peers,
    Map<String, Long> interconnects,
    Map<String, Integer> routes,
    @Nullable Instant since) {

  static List<ReflectorView> all(Standing standing, World world) {
    Map<String, ReflectorState> byName = new TreeMap<>();
    for (InterconnectState interconnect : world.interconnects().values()) {
      interconnect.reflectors().forEach(reflector -> byName.put(reflector.name(), reflector));
    }
    return byName.values().stream().map(reflector -> of(reflector, standing)).toList();
  }

  private static ReflectorView of(ReflectorState reflector, Standing standing) {
    Fact fact = standing.fact(Standing.REFLECTORS + reflector.name()).orElse(null);
    SessionEvent.ReflectorConfigured configured =
        fact == null ? null : (SessionEvent.ReflectorConfigured) fact.event();
    return new ReflectorView(
        reflector.name(),
        reflector.address(),
        reflector.port(),
        reflector.asn(),
        configured == null ? null : configured.peers(),
        configured == null ? Map.of() : new TreeMap<>(configured.interconnects()),
        routes(standing, reflector.name()),
        fact == null ? null : fact.time());
  }

  private static Map<String, Integer> routes(Standing standing, String reflector) {
    Map<String, Integer> routes = new TreeMap<>();
    standing
        .facts(Standing.RIBS + reflector + "/")
        .map(slot -> (RibEvent.RoutesReflected) slot.getValue().event())
        .forEach(rib -> routes.put(rib.cluster(), rib.total()));
    return routes;
  }
}
