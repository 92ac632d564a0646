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
  @Id @Column public String id;

  @Column public boolean readable;

  @Column public String why;

  @Column public Instant receivedAt;

  static void save(String id, Look look) {
    Optional<NodeLookRow> present = findByIdOptional(id);
    NodeLookRow row = present.orElseGet(NodeLookRow::new);
    row.id = id;
    row.readable = look.readable();
    row.why = look.why();
    row.receivedAt = look.receivedAt();
    row.persist();
  }

  static Optional<Look> look(String id) {
    return NodeLookRow.<NodeLookRow>findByIdOptional(id)
        .map(row -> new Look(row.readable, row.why, row.receivedAt));
  }
}
