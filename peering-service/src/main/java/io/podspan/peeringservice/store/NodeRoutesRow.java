package io.podspan.peeringservice.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code node_routes}. Its id is cluster/node. */
@Entity
@Table(name = "node_routes")
public class NodeRoutesRow extends PanacheEntityBase {
  @Id @Column public String id;

  @Column public int expected;

  @Column public int missing;

  @Column public Instant at;

  @Column public Instant receivedAt;

  /** What its router held, as a list of routes in JSON. */
  @Column public String rib;

  /** What its kernel held. */
  @Column public String fib;
}
