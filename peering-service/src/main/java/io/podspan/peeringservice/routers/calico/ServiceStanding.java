package io.podspan.peeringservice.routers.calico;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.podspan.peeringservice.kubernetes.ObjectOwner;
import io.podspan.peeringservice.peering.router.Drift;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.RouterChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether Calico still announces the ClusterIPs that an interconnect asked for. What its owner
 * announces besides is no drift. Pure.
 *
 * @param configuration the BGPConfiguration named default
 */
record ServiceStanding(Optional<GenericKubernetesResource> configuration) {
  private static final List<String> FIELD = List.of("f:spec", "f:" + ServiceRanges.FIELD);

  Optional<Drift> drift(Aim aim, List<RouterChange> written) {
    if (!aim.wishes().services() || !wasAsked(aim.interconnect(), written)) {
      return Optional.empty();
    }
    ServiceRanges there = ServiceRanges.of(configuration);
    ServiceRanges wanted = there.askedBy(aim.interconnect(), aim.cluster().serviceCidrs());
    return there.equals(wanted) ? Optional.empty() : Optional.of(drift(there, wanted));
  }

  /** By what was written of it last. */
  private static boolean wasAsked(String interconnect, List<RouterChange> written) {
    return written.reversed().stream()
        .filter(change -> change.driver().equals(ObjectChange.DRIVER))
        .flatMap(change -> Stream.ofNullable(ObjectChange.of(change).services()))
        .findFirst()
        .filter(services -> services.asks(interconnect))
        .isPresent();
  }

  private Drift drift(ServiceRanges there, ServiceRanges wanted) {
    List<String> difference = new ArrayList<>();
    wanted.shown().stream()
        .filter(line -> !there.shown().contains(line))
        .forEach(line -> difference.add("- " + line));
    there.shown().stream()
        .filter(line -> !wanted.shown().contains(line))
        .forEach(line -> difference.add("+ " + line));
    return new Drift(
        CalicoApi.CONFIGURATION.kind() + " " + ServiceRanges.NAME,
        difference,
        configuration
            .flatMap(object -> ObjectOwner.changerOf(object.getMetadata(), FIELD))
            .orElse(null),
        configuration.map(ObjectStanding::owner).orElse(null));
  }
}
