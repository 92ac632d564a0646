package io.podspan.console.overview;

import io.podspan.console.journal.Fact;
import io.podspan.console.journal.Projection;
import io.podspan.events.ConditionState;
import io.podspan.events.IntentEvent;
import io.podspan.events.InterconnectState;
import io.podspan.events.ReflectorState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An interconnect and its conditions.
 *
 * @param since when it was declared
 * @param conditions exactly what peering-service last published, in its order; empty before it has
 */
public record InterconnectView(
    String name,
    long revision,
    List<String> clusters,
    List<ReflectorState> reflectors,
    @Nullable Instant since,
    List<ConditionState> conditions) {

  static List<InterconnectView> all(Projection projection) {
    return projection.world().interconnects().values().stream()
        .map(interconnect -> of(interconnect, projection))
        .toList();
  }

  private static InterconnectView of(InterconnectState interconnect, Projection projection) {
    String name = interconnect.name();
    return new InterconnectView(
        name,
        interconnect.revision(),
        interconnect.clusters(),
        interconnect.reflectors(),
        projection.fact(Projection.INTERCONNECTS + name).map(Fact::time).orElse(null),
        projection
            .fact(Projection.CONDITIONS + name)
            .map(InterconnectView::told)
            .orElse(List.of()));
  }

  private static List<ConditionState> told(Fact fact) {
    return ((IntentEvent.InterconnectConditionsChanged) fact.event()).conditions();
  }
}
