package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.ClusterReading;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.router.Caution;
import io.podspan.peeringservice.peering.router.FakeReading;
import io.podspan.peeringservice.peering.router.RouterReading;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The APIs of clusters as they are now, by the name of their kubeconfig. */
final class FakeApi implements ClusterApi {
  final Map<String, Cluster> clusters = new ConcurrentHashMap<>();
  final Set<String> away = ConcurrentHashMap.newKeySet();
  final Set<String> broken = ConcurrentHashMap.newKeySet();
  List<Caution> cautions = List.of();

  /** Of namespaces kube-system; an empty one cannot be read. */
  final Map<String, String> uids = new ConcurrentHashMap<>();

  /** The flags of the routers where they are not as they come. */
  final Map<String, List<String>> flags = new ConcurrentHashMap<>();

  /** The nodes that came later and have no peers. */
  final Map<String, List<String>> late = new ConcurrentHashMap<>();

  /** Where the intent became another one since it was written. */
  final Set<String> outdated = ConcurrentHashMap.newKeySet();

  void has(Cluster cluster) {
    clusters.put(cluster.name(), cluster);
  }

  private Cluster reach(Access access) {
    if (broken.contains(access.kubeconfig())) {
      throw new IllegalArgumentException("a fault of the reader");
    }
    if (away.contains(access.kubeconfig())) {
      throw new ClusterFaultException(new ClusterFault.Unreachable("No answer."));
    }
    return clusters.get(access.kubeconfig());
  }

  @Override
  public ClusterReading read(Access access) {
    String uid = uids.getOrDefault(access.kubeconfig(), "");
    return Samples.reading(reach(access)).of(uid.isEmpty() ? null : uid);
  }

  @Override
  public RouterReading router(Access access, RouterKind kind) {
    reach(access);
    List<String> now = flags.getOrDefault(access.kubeconfig(), Samples.FLAGS);
    return new FakeReading(now, cautions, List.of());
  }

  @Override
  public List<String> cautions(Access access) {
    return List.of();
  }

  @Override
  public List<ClusterFault> missingRights(Access access, RouterKind kind) {
    reach(access);
    return List.of();
  }
}
