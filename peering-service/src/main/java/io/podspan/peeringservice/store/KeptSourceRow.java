package io.podspan.peeringservice.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;

/** A row of {@code kept_sources}: nodes of this cluster may have rules that keep pod addresses. */
@Entity
@Table(name = "kept_sources")
public class KeptSourceRow extends PanacheEntityBase {
  @Id @Column public String cluster;

  @Column public String trouble;

  static void save(String cluster, String trouble) {
    Optional<KeptSourceRow> present = findByIdOptional(cluster);
    KeptSourceRow row = present.orElseGet(KeptSourceRow::new);
    row.cluster = cluster;
    row.trouble = trouble;
    row.persist();
  }
}
