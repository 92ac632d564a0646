package io.podspan.peeringservice.routers.calico;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.podspan.peeringservice.kubernetes.Spec;
import io.podspan.peeringservice.peering.router.RouterOutcome.Conflict;
import io.podspan.peeringservice.peering.router.RouterOutcome.OfWrite;
import io.podspan.peeringservice.peering.router.RouterOutcome.Refused;
import io.podspan.peeringservice.routers.calico.CalicoObject.PeerObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the one BGPFilter of ours. It is there before the first peer that names it. */
final class FilterWrites {
  private final CalicoApi calico;
  private final OwnObjects own;

  FilterWrites(CalicoApi calico) {
    this.calico = calico;
    own = new OwnObjects(calico);
  }

  /** Before the first node's turn. Empty if it lets through what both sides need. */
  Optional<OfWrite> before(ObjectChange change) {
    FilterChange filter = change.filter();
    if (filter == null) {
      return Optional.empty();
    }
    if (own.isTaken(CalicoApi.FILTER, FilterRules.NAME)) {
      return Optional.of(
          new Refused(
              "There is another BGPFilter named " + FilterRules.NAME + ".",
              "Delete or rename it, then retry."));
    }
    Optional<GenericKubernetesResource> present = present();
    if (!filter.knows(present.map(FilterRules::of).orElse(null))) {
      return Optional.of(
          new Conflict("the BGPFilter " + FilterRules.NAME + " changed since it was read"));
    }
    put(present, filter.meanwhile(), change.interconnect());
    return Optional.empty();
  }

  /**
   * After the last node's turn. What somebody else made of it stays, and it stays as it is while
   * peers name it of which the plan does not know: a peer whose filter is gone takes everything.
   * Where it then lets through too much, the next look finds it outdated.
   */
  void after(ObjectChange change) {
    FilterChange filter = change.filter();
    if (filter == null) {
      return;
    }
    Optional<GenericKubernetesResource> present = present();
    if (filter.isMeanwhile(present.map(FilterRules::of).orElse(null))
        && filter.holds(naming(), change.createdPeers().stream().map(PeerObject::name).toList())) {
      put(present, filter.wanted(), change.interconnect());
    }
  }

  /** The peers that name it now, whosever they are. */
  private List<String> naming() {
    return calico.list(CalicoApi.PEER).stream()
        .filter(FilterWrites::names)
        .map(peer -> NodePeers.standsInFor(peer.getMetadata().getName()))
        .distinct()
        .toList();
  }

  private static boolean names(GenericKubernetesResource peer) {
    return Spec.field(peer, "filters") instanceof List<?> filters
        && filters.contains(FilterRules.NAME);
  }

  private Optional<GenericKubernetesResource> present() {
    return own.own(CalicoApi.FILTER, FilterRules.NAME);
  }

  private void put(
      Optional<GenericKubernetesResource> present,
      @Nullable FilterRules rules,
      String interconnect) {
    if (rules == null) {
      present.ifPresent(object -> calico.delete(CalicoApi.FILTER, object));
    } else if (present.isEmpty()) {
      calico.create(CalicoApi.FILTER, OwnObjects.resource(calico.group(), rules, interconnect));
    } else if (!FilterRules.of(present.get()).isLike(rules)) {
      calico.replace(
          CalicoApi.FILTER,
          new GenericKubernetesResourceBuilder(present.get())
              .addToAdditionalProperties("spec", rules.spec())
              .build());
    }
  }
}
