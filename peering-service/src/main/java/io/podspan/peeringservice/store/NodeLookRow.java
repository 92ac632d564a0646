package io.podspan.peeringservice.store;

import io.podspan.peeringservice.peering.rollout.NodeTables.Look;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A row of {@code node_looks}: the last look of the collector. Its id is cluster/node. */
@Entity
@Table(name = "node_looks")
public class NodeLookRow extends PanacheEntityBase {
  private static final String SAVE =
      """
      insert into peering.node_looks (id, readable, why, received_at)
      select * from unnest(?, ?, ?, ?)
      on conflict (id) do update set
        readable = excluded.readable, why = excluded.why, received_at = excluded.received_at
      """;

  @Id @Column public String id;

  @Column public boolean readable;

  @Column public String why;

  @Column public Instant receivedAt;

  /** By a statement: nodes that are gone are deleted meanwhile. */
  static void save(Map<String, Look> looks) {
    List<String> ids = looks.keySet().stream().sorted().toList();
    List<Look> said = ids.stream().map(looks::get).map(Objects::requireNonNull).toList();
    Columns.write(
        SAVE,
        Columns.texts(ids),
        Columns.truths(said.stream().map(Look::readable).toList()),
        Columns.texts(said.stream().map(Look::why).toList()),
        Columns.times(said.stream().map(Look::receivedAt).toList()));
  }
}
