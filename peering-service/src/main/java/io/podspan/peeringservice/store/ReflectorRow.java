package io.podspan.peeringservice.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code reflectors}. The revisions are a JSON object from interconnect to revision in
 * force.
 */
@Entity
@Table(name = "reflectors")
public class ReflectorRow extends PanacheEntityBase {
  @Id @Column public String name;

  @Column public String revisions;

  /** Where it listens, in JSON; null if a former version wrote the row. */
  @Column public @Nullable String word;

  @Column public Instant at;
}
