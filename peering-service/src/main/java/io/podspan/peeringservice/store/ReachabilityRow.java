package io.podspan.peeringservice.store;

import io.podspan.peeringservice.peering.conditions.ObservedState.PairReach;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A row of {@code reachability}. Its id is from/to cluster. */
@Entity
@Table(name = "reachability")
public class ReachabilityRow extends PanacheEntityBase {
  /** It counts as older than anything that the probes say of the pair itself. */
  private static final String SAVE_UNKNOWN =
      """
      insert into peering.reachability (id, state, why, at) select *, 'epoch' from unnest(?, ?, ?)
      on conflict do nothing returning id
      """;

  @Id @Column public String id;

  @Column public String state;

  @Column public String why;

  @Column public Instant at;

  /** Those of which nothing is known. Returns their ids. */
  static Set<String> saveUnknown(Map<String, PairReach> pairs) {
    List<String> ids = pairs.keySet().stream().sorted().toList();
    List<PairReach> said = ids.stream().map(pairs::get).map(Objects::requireNonNull).toList();
    return Columns.written(
        SAVE_UNKNOWN,
        Columns.texts(ids),
        Columns.texts(said.stream().map(pair -> pair.state().name()).toList()),
        Columns.texts(said.stream().map(PairReach::why).toList()));
  }
}
