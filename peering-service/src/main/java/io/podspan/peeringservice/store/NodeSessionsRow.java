package io.podspan.peeringservice.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/**
 * A row of {@code node_sessions}. Its id is cluster/node; the states are a JSON object from peer
 * address to state.
 */
@Entity
@Table(name = "node_sessions")
public class NodeSessionsRow extends PanacheEntityBase {
  @Id @Column public String id;

  @Column public String states;

  @Column public Instant at;

  @Column public Instant receivedAt;
}
