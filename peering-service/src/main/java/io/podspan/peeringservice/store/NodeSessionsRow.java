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
  static ReflectorHeard establishedWith(String address) {
    String state = "%\"" + address + "\":\"Established\"%";
    Object[] found =
        (Object[])
            Panache.getEntityManager()
                .createQuery(
                    "select count(*), min(receivedAt) from NodeSessionsRow where states like ?1")
                .setParameter(1, state)
                .getSingleResult();
    return new ReflectorHeard(null, (Instant) found[1], (Long) found[0]);
  }
}
