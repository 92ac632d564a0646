package io.podspan.peeringservice.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.intent.Condition;
import io.podspan.peeringservice.peering.intent.ConditionBook;
import io.podspan.peeringservice.peering.intent.Conditions;
import io.podspan.peeringservice.peering.intent.IntentStore;
import io.podspan.peeringservice.peering.rollout.RolloutStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The conditions of interconnects, kept for the time since when each holds. */
@ApplicationScoped
public class StoredConditions implements ConditionBook {
  private static final TypeReference<List<Condition>> CONDITIONS = new TypeReference<>() {};

  private final IntentStore intent;
  private final RolloutStore rollouts;
  private final PostgresObservations observations;

  @Inject
  public StoredConditions(
      IntentStore intent, RolloutStore rollouts, PostgresObservations observations) {
    this.intent = intent;
    this.rollouts = rollouts;
    this.observations = observations;
  }

  @Override
  @Transactional
  public void renew(Instant now) {
    intent.interconnects().forEach(interconnect -> renew(interconnect, now));
  }

  private void renew(Interconnect interconnect, Instant now) {
    InterconnectRow row =
        InterconnectRow.findById(interconnect.name(), LockModeType.PESSIMISTIC_WRITE);
    if (row == null) {
      return;
    }
    List<Condition> before = Json.read(row.conditions, CONDITIONS);
    String after = Json.write(Conditions.of(known(interconnect), before, now));
    if (!after.equals(row.conditions)) {
      row.conditions = after;
    }
  }

  private Conditions.Known known(Interconnect interconnect) {
    List<Cluster> clusters =
        interconnect.clusters().stream()
            .map(intent::cluster)
            .flatMap(Optional::stream)
            .map(KnownCluster::cluster)
            .toList();
    List<String> addresses =
        clusters.stream().flatMap(c -> c.nodes().stream()).map(n -> n.address()).toList();
    return new Conditions.Known(
        interconnect,
        clusters,
        rollouts.of(interconnect.name()),
        observations.behind(
            interconnect.reflectors(), interconnect.name(), interconnect.revision()),
        observations.established(interconnect, addresses),
        observations.routes(),
        observations.reachability());
  }

  @Override
  @Transactional
  public List<Condition> of(String interconnect) {
    return InterconnectRow.<InterconnectRow>findByIdOptional(interconnect)
        .map(row -> Json.read(row.conditions, CONDITIONS))
        .orElse(List.of());
  }
}
