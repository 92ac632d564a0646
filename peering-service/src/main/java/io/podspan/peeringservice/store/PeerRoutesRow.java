package io.podspan.peeringservice.store;

import io.podspan.peeringservice.peering.rollout.Announced;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/** A row of {@code peer_routes}: what a peer has announced. Its id is reflector/address. */
@Entity
@Table(name = "peer_routes")
public class PeerRoutesRow extends PanacheEntityBase {
  @Id @Column public String id;

  @Column public String reflector;

  @Column public String address;

  @Column public boolean established;

  @Column public boolean stale;

  @Column public String endOfRib;

  @Column public int total;

  @Column public String prefixes;

  @Column public Instant receivedAt;

  static void save(Announced announced) {
    String id = announced.reflector() + "/" + announced.address();
    Optional<PeerRoutesRow> present = findByIdOptional(id);
    PeerRoutesRow row = present.orElseGet(PeerRoutesRow::new);
    row.id = id;
    row.reflector = announced.reflector();
    row.address = announced.address();
    row.established = announced.established();
    row.stale = announced.stale();
    row.endOfRib = Json.write(announced.endOfRib());
    row.total = announced.total();
    row.prefixes = Json.write(announced.prefixes());
    row.receivedAt = announced.receivedAt();
    row.persist();
  }
}
