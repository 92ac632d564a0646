package io.podspan.peeringservice.peering.router;

import io.podspan.peeringservice.peering.ClusterReading.FoundRouter;
import java.util.List;
import java.util.Optional;

/**
 * What a driver found in a cluster.
 *
 * @param router empty if no router of this kind speaks BGP there
 * @param silent where its program runs without speaking BGP, a sentence each: {@code kube-router in
 *     kube-system/kube-router does not speak BGP (--run-router=false).}
 */
public record Detection(Optional<FoundRouter> router, List<String> silent) {
  public Detection {
    silent = List.copyOf(silent);
  }

  public static Detection of(FoundRouter router) {
    return new Detection(Optional.of(router), List.of());
  }

  public static Detection none(List<String> silent) {
    return new Detection(Optional.empty(), silent);
  }
}
