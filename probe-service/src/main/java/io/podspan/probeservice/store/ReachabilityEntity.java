package io.podspan.probeservice.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row per pair of clusters; {@code verdict} is JSON of {@code probe.Verdict}. */
@Entity
@Table(name = "reachability")
class ReachabilityEntity extends PanacheEntityBase {

  /** The two names. */
  @Embeddable
  record Key(@Column(name = "from_cluster") String from, @Column(name = "to_cluster") String to) {}

  @EmbeddedId Key key = new Key("", "");
  String state = "";
  Instant since = Instant.EPOCH;
  long round;

  @Column(name = "measured_at")
  Instant measuredAt = Instant.EPOCH;

  @Column(name = "took_millis")
  long tookMillis;

  String verdict = "";
}
