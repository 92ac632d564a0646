package io.podspan.routecollector.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row per node; {@code known} is JSON of {@code route.Known}. */
@Entity
@Table(name = "node_status")
class NodeStatusEntity extends PanacheEntityBase {
  @Id String name = "";
  String cluster = "";
  String node = "";
  @Nullable String known;

  @Column(name = "read_at")
  @Nullable Instant readAt;

  @Column(name = "unreadable_since")
  @Nullable Instant unreadableSince;

  @Column(name = "unreadable_why")
  @Nullable String unreadableWhy;
}
