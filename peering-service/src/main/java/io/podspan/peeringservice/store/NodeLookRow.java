package io.podspan.peeringservice.store;

import io.podspan.peeringservice.peering.rollout.NodeTables.Look;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/** A row of {@code node_looks}: the last look of the collector. Its id is cluster/node. */
@Entity
@Table(name = "node_looks")
public class NodeLookRow extends PanacheEntityBase {
  private static final String SAVE =
      """
      insert into peering.node_looks (id, readable, why, received_at)
      values (:id, :readable, :why, :receivedAt)
      on conflict (id) do update set
        readable = excluded.readable, why = excluded.why, received_at = excluded.received_at
      """;

  @Id @Column public String id;

  @Column public boolean readable;

  @Column public String why;

  @Column public Instant receivedAt;

  /** By a statement: nodes that are gone are deleted meanwhile. */
  static void save(String id, Look look) {
    getEntityManager()
        .createNativeQuery(SAVE)
        .setParameter("id", id)
        .setParameter("readable", look.readable())
        .setParameter("why", look.why())
        .setParameter("receivedAt", look.receivedAt())
        .executeUpdate();
  }

  static Optional<Look> look(String id) {
    return NodeLookRow.<NodeLookRow>findByIdOptional(id)
        .map(row -> new Look(row.readable, row.why, row.receivedAt));
  }
}
