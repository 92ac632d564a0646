package io.podspan.peeringservice.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.podspan.peeringservice.peering.rollout.Rejected;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/** A row of {@code rejected_prefixes}. Its id is reflector/address. */
@Entity
@Table(name = "rejected_prefixes")
public class RejectedPrefixesRow extends PanacheEntityBase {
  private static final TypeReference<TreeMap<String, String>> REASONS = new TypeReference<>() {};

  /** A peer may send anything; a few say what is wrong. */
  private static final int MOST = 20;

  /** A rejection may be heard shortly before the session that it is of. */
  private static final Duration OF_THIS_SESSION = Duration.ofSeconds(2);

  @Id @Column public String id;

  @Column public String reflector;

  @Column public String address;

  @Column public String rejected;

  @Column public Instant receivedAt;

  static void save(Rejected said) {
    String id = said.reflector() + "/" + said.address();
    Optional<RejectedPrefixesRow> present = findByIdOptional(id);
    RejectedPrefixesRow row = present.orElseGet(RejectedPrefixesRow::new);
    TreeMap<String, String> reasons =
        present.isPresent() ? Json.read(row.rejected, REASONS) : new TreeMap<>();
    if (reasons.size() < MOST || reasons.containsKey(said.prefix())) {
      reasons.put(said.prefix(), said.why());
    }
    row.id = id;
    row.reflector = said.reflector();
    row.address = said.address();
    row.rejected = Json.write(reasons);
    row.receivedAt = said.receivedAt();
    row.persist();
  }

  /** A new session has begun: what was rejected in former ones counts no more. */
  static void begin(String reflector, String address, Instant heard) {
    delete("id = ?1 and receivedAt < ?2", reflector + "/" + address, heard.minus(OF_THIS_SESSION));
  }
}
