package io.podspan.peeringservice.store;

import io.podspan.peeringservice.peering.conditions.ReflectorHeard;
import io.quarkus.hibernate.orm.panache.Panache;
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

  /** What the routers of all nodes say of sessions with this address. */
  static ReflectorHeard heardOf(String address) {
    String peer = "%\"" + address + "\":\"";
    Object[] found =
        (Object[])
            Panache.getEntityManager()
                .createQuery(
                    "select count(*) filter (where states like ?1),"
                        + " min(receivedAt) filter (where states like ?1), count(*)"
                        + " from NodeSessionsRow where states like ?2")
                .setParameter(1, peer + "Established\"%")
                .setParameter(2, peer + "%")
                .getSingleResult();
    return new ReflectorHeard(null, (Instant) found[1], (Long) found[0], (Long) found[2]);
  }
}
