package io.podspan.peeringservice.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code peer_sessions}. Its id is reflector/address. */
@Entity
@Table(name = "peer_sessions")
public class PeerSessionRow extends PanacheEntityBase {
  @Id @Column public String id;

  @Column public String reflector;

  @Column public String address;

  @Column public boolean established;

  @Column public Instant at;

  @Column public Instant receivedAt;

  @Column public String detail;
}
