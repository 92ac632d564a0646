package io.podspan.probeservice.measure;

import io.podspan.addresses.IpAddress;
import java.util.List;
import java.util.Set;

/** Port: the pods of clusters. Calls block, and end within 10 s. */
public interface Pods {

  /** The probe pods of this cluster. */
  PodListing list(String cluster);

  /** Those of them that are on this node: a cluster has thousands. */
  PodListing onNode(String cluster, String node);

  /**
   * Lets one pod ping these addresses, all at the same time.
   *
   * @param count echo requests per address
   */
  SourceAnswer ping(String cluster, ProbePod from, List<IpAddress> addresses, int count);

  /** Those of these nodes that are not Ready; none of those of which it cannot be found out. */
  default Set<String> notReady(String cluster, Set<String> nodes) {
    return Set.of();
  }
}
