package io.podspan.peeringservice.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/**
 * A row of {@code missing_routes}: a route that a node's kernel lacks. Its id is the node and the
 * route; the node is cluster/node.
 */
@Entity
@Table(name = "missing_routes")
public class MissingRouteRow extends PanacheEntityBase {
  @Id @Column public String id;

  @Column public String node;

  @Column public String prefix;

  @Column public String nextHop;

  @Column public String why;

  @Column public Instant at;
}
