package io.podspan.peeringservice.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code rollouts}. The document is a Rollout; the other columns are for queries. */
@Entity
@Table(name = "rollouts")
public class RolloutRow extends PanacheEntityBase {
  @Id @Column public String id;

  @Column public String interconnect;

  @Column public String cluster;

  @Column public String state;

  @Column public boolean ended;

  @Column public String document;

  @Column public Instant createdAt;

  /** Whether it says nothing of the nodes that were there before. */
  @Column public boolean onlyLate;

  /** Of the change of one that has completed; null if it changed nothing. */
  @Column public @Nullable String writtenDigest;
}
