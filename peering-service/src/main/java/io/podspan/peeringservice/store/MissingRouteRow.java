package io.podspan.peeringservice.store;

import io.podspan.peeringservice.peering.conditions.ExpectedRoute;
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
  private static final String SAVE =
      """
      insert into peering.missing_routes (id, node, prefix, next_hop, why, at)
      values (:id, :node, :prefix, :nextHop, :why, :at)
      on conflict (id) do update set why = excluded.why, at = excluded.at
      """;

  @Id @Column public String id;

  @Column public String node;

  @Column public String prefix;

  @Column public String nextHop;

  @Column public String why;

  @Column public Instant at;

  /** By a statement: a route that comes and goes is deleted by one in the same transaction. */
  static void save(String id, String node, ExpectedRoute route, String why, Instant at) {
    getEntityManager()
        .createNativeQuery(SAVE)
        .setParameter("id", id)
        .setParameter("node", node)
        .setParameter("prefix", route.prefix())
        .setParameter("nextHop", route.nextHop())
        .setParameter("why", why)
        .setParameter("at", at)
        .executeUpdate();
  }
}
