package io.podspan.peeringservice.store;

import io.podspan.peeringservice.peering.DeclaredReflector;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.conditions.DeclaredIntent;
import io.podspan.peeringservice.peering.intent.IntentStore;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Clusters, reflectors and interconnects in Postgres. */
@ApplicationScoped
public class PostgresIntent implements IntentStore {
  private static final int TOLD = 2;

  private final KnownIntent known;

  @Inject
  public PostgresIntent(KnownIntent known) {
    this.known = known;
  }

  @Override
  public void serialise() {
    TransactionLock.hold("podspan.peering.intent");
  }

  @Override
  public List<KnownCluster> clusters() {
    return known.clusters();
  }

  @Override
  public DeclaredIntent declared() {
    return known.declared();
  }

  @Override
  public List<KnownCluster> clusters(List<String> names) {
    return known.clusters(names);
  }

  @Override
  public List<String> clusterNames() {
    return Panache.getEntityManager()
        .createQuery("select name from ClusterRow", String.class)
        .getResultList();
  }

  @Override
  public Optional<KnownCluster> cluster(String name) {
    return known.clusters(List.of(name)).stream().findFirst();
  }

  /** Most readings find nothing new, and a cluster may have hundreds of nodes. */
  @Override
  public void save(KnownCluster cluster) {
    boolean sameNodes =
        cluster(cluster.name())
            .filter(before -> before.cluster().nodes().equals(cluster.cluster().nodes()))
            .isPresent();
    ClusterRow row =
        ClusterRow.<ClusterRow>findByIdOptional(cluster.name()).orElseGet(ClusterRow::new);
    row.name = cluster.name();
    row.told = TOLD;
    row.document = ClusterDocument.write(cluster);
    row.changedAt = cluster.readAt();
    row.persistAndFlush();
    if (!sameNodes) {
      NodeRows.replace(cluster.name(), cluster.cluster().nodes());
    }
  }

  @Override
  public List<KnownCluster> takeThoseToldWhole() {
    List<ClusterRow> rows = ClusterRow.list("told < ?1", Sort.by("name"), TOLD);
    rows.forEach(row -> row.told = TOLD);
    return rows.stream()
        .map(row -> ClusterDocument.read(row.document, NodeRows.of(row.name)))
        .toList();
  }

  @Override
  public void removeCluster(String name) {
    NodeRow.delete("cluster", name);
    LeftoverRow.delete("cluster", name);
    ClusterRow.deleteById(name);
  }

  @Override
  public List<DeclaredReflector> reflectors() {
    return DeclaredReflectorRow.<DeclaredReflectorRow>listAll(Sort.by("name")).stream()
        .map(row -> Json.read(row.document, DeclaredReflector.class))
        .toList();
  }

  @Override
  public Optional<DeclaredReflector> reflector(String name) {
    return DeclaredReflectorRow.<DeclaredReflectorRow>findByIdOptional(name)
        .map(row -> Json.read(row.document, DeclaredReflector.class));
  }

  @Override
  public void save(DeclaredReflector reflector) {
    Optional<DeclaredReflectorRow> present =
        DeclaredReflectorRow.findByIdOptional(reflector.name());
    DeclaredReflectorRow row = present.orElseGet(DeclaredReflectorRow::new);
    row.name = reflector.name();
    row.document = Json.write(reflector);
    row.declaredAt = reflector.declaredAt();
    row.persist();
  }

  @Override
  public void removeReflector(String name) {
    DeclaredReflectorRow.deleteById(name);
  }

  @Override
  public List<Interconnect> interconnects() {
    return InterconnectRow.<InterconnectRow>listAll(Sort.by("name")).stream()
        .map(row -> Json.read(row.document, Interconnect.class))
        .toList();
  }

  @Override
  public Optional<Interconnect> interconnect(String name) {
    return InterconnectRow.<InterconnectRow>findByIdOptional(name)
        .map(row -> Json.read(row.document, Interconnect.class));
  }

  @Override
  public void save(Interconnect interconnect) {
    Optional<InterconnectRow> present = InterconnectRow.findByIdOptional(interconnect.name());
    InterconnectRow row = present.orElseGet(InterconnectRow::new);
    row.name = interconnect.name();
    row.document = Json.write(interconnect);
    row.declaredAt = interconnect.declaredAt();
    if (present.isEmpty()) {
      row.conditions = "[]";
    }
    row.persist();
    // What its clusters may have of a former one of this name is its own now.
    LeftoverRow.delete(
        "interconnect = ?1 and cluster in ?2", interconnect.name(), interconnect.clusters());
  }

  @Override
  public void removeInterconnect(String name) {
    InterconnectRow.deleteById(name);
  }
}
