package io.podspan.peeringservice.store;

import io.podspan.peeringservice.peering.rollout.ProbedNodes;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A row of {@code probed_nodes}: what the last round of probes measured. Its id is from/to cluster.
 */
@Entity
@Table(name = "probed_nodes")
public class ProbedNodesRow extends PanacheEntityBase {
  private static final String SAVE =
      """
      insert into peering.probed_nodes (id, nodes) select * from unnest(?, ?)
      on conflict (id) do update set nodes = excluded.nodes
      """;

  @Id @Column public String id;

  /** JSON. */
  @Column public String nodes;

  /** By a statement: what belongs to no interconnect any more is deleted meanwhile. */
  static void save(Map<String, List<ProbedNodes>> rounds) {
    List<String> ids = rounds.keySet().stream().sorted().toList();
    List<String> nodes =
        ids.stream().map(rounds::get).map(Objects::requireNonNull).map(Json::write).toList();
    Columns.write(SAVE, Columns.texts(ids), Columns.texts(nodes));
  }
}
