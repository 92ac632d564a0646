package io.podspan.peeringservice.peering.router;

import io.podspan.addresses.Prefix;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a node is not to masquerade: traffic from pods of its own cluster to pods of others.
 *
 * @param own the pod CIDRs of the cluster
 * @param remote the pod CIDRs of the other clusters as text, with the interconnect that wants it
 */
public record SourceRules(List<Prefix> own, SortedMap<String, String> remote) {
  public static final SourceRules NONE = new SourceRules(List.of(), new TreeMap<>());

  public SourceRules {
    own = List.copyOf(own);
    remote = new TreeMap<>(remote);
  }

  public boolean isEmpty() {
    return own.isEmpty() || remote.isEmpty();
  }
}
