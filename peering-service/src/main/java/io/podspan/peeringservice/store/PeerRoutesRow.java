package io.podspan.peeringservice.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.podspan.peeringservice.peering.rollout.Announced;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A row of {@code peer_routes}: what a peer has announced. Its id is reflector/address. */
@Entity
@Table(name = "peer_routes")
public class PeerRoutesRow extends PanacheEntityBase {
  private static final String OF_ADDRESSES =
      """
      select r.reflector, r.address, r.established, r.stale, r.endOfRib, r.total, r.prefixes,
      r.receivedAt from PeerRoutesRow r where r.address in ?1
      """;
  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

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

  /**
   * Of these addresses. As plain columns: a gate asks for those of all nodes of an interconnect,
   * and a thousand entities cost many times as much.
   */
  static List<Announced> announced(Collection<String> addresses) {
    return Panache.getEntityManager()
        .createQuery(OF_ADDRESSES, Object[].class)
        .setParameter(1, addresses)
        .getResultList()
        .stream()
        .map(PeerRoutesRow::announced)
        .toList();
  }

  private static Announced announced(Object[] row) {
    return new Announced(
        (String) row[0],
        (String) row[1],
        (Boolean) row[2],
        (Boolean) row[3],
        Json.read((String) row[4], TEXTS),
        (Integer) row[5],
        Json.read((String) row[6], TEXTS),
        (Instant) row[7]);
  }
}
