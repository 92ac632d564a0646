package io.podspan.peeringservice.store;

import io.podspan.peeringservice.peering.drift.DriftBook;
import io.podspan.peeringservice.peering.drift.DriftState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What looks at clusters found, in Postgres. The rows of an interconnect go with it. */
@ApplicationScoped
public class PostgresDrifts implements DriftBook {
  @Override
  public Map<String, DriftState> of(String interconnect) {
    return DriftRow.<DriftRow>list("interconnect", interconnect).stream()
        .collect(
            Collectors.toMap(row -> row.cluster, row -> Json.read(row.document, DriftState.class)));
  }

  @Override
  public Map<String, DriftState> in(String cluster) {
    return DriftRow.<DriftRow>list("cluster", cluster).stream()
        .collect(
            Collectors.toMap(
                row -> row.interconnect, row -> Json.read(row.document, DriftState.class)));
  }

  @Override
  public void save(String interconnect, String cluster, DriftState state) {
    String id = interconnect + "/" + cluster;
    Optional<DriftRow> present = DriftRow.findByIdOptional(id);
    DriftRow row = present.orElseGet(DriftRow::new);
    row.id = id;
    row.interconnect = interconnect;
    row.cluster = cluster;
    row.document = Json.write(state);
    row.persist();
  }

  @Override
  public void keepOnly(String cluster, Collection<String> interconnects) {
    if (interconnects.isEmpty()) {
      DriftRow.delete("cluster", cluster);
    } else {
      DriftRow.delete("cluster = ?1 and interconnect not in ?2", cluster, interconnects);
    }
  }
}
