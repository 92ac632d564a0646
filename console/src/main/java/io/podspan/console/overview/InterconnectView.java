package io.podspan.console.overview;

import io.podspan.events.InterconnectState;
import io.podspan.events.ReflectorState;
import io.podspan.events.world.World;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An interconnect and how far it has come, as the events tell it.
 *
 * @param since when it was declared or last changed
 */
public record InterconnectView(
    String name,
    long revision,
    List<String> clusters,
    List<ReflectorState> reflectors,
    @Nullable Instant since,
    List<Condition> conditions) {

  static List<InterconnectView> all(World world, Evidence evidence) {
    return world.interconnects().values().stream().map(i -> of(i, evidence)).toList();
  }

  private static InterconnectView of(InterconnectState interconnect, Evidence evidence) {
    return new InterconnectView(
        interconnect.name(),
        interconnect.revision(),
        interconnect.clusters(),
        interconnect.reflectors(),
        evidence.since(interconnect),
        evidence.conditions(interconnect));
  }
}
