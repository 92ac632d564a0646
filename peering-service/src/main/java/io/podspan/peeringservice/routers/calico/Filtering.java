package io.podspan.peeringservice.routers.calico;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was read of BGPFilters.
 *
 * @param served whether this release of Calico has any
 * @param present what ours lets through; empty if there is none
 * @param services which ClusterIPs the routers announce
 * @param others whether they announce other addresses of services
 */
record Filtering(
    boolean served, Optional<FilterRules> present, ServiceRanges services, boolean others) {
  /** A release without them. */
  static final Filtering NONE = new Filtering(false, Optional.empty(), ServiceRanges.NONE, false);

  static Filtering of(CalicoApi calico, Optional<GenericKubernetesResource> configuration) {
    return new Filtering(
        calico.hasFilters(),
        ours(calico).map(FilterRules::of),
        ServiceRanges.of(configuration),
        CalicoReading.announcesOthers(configuration));
  }

  /**
   * With who wrote it. What may not be read is not needed as long as no filter is made, so that is
   * as if there were none.
   */
  static Optional<GenericKubernetesResource> ours(CalicoApi calico) {
    return calico.listOptionalWithWriters(CalicoApi.FILTER).stream()
        .filter(filter -> filter.getMetadata().getName().equals(FilterRules.NAME))
        .filter(OwnObjects::isOurs)
        .findFirst();
  }

  /** The filter that a new peer names; null if there can be none. */
  @Nullable String ofNewPeers() {
    return served ? FilterRules.NAME : null;
  }

  /** The ClusterIPs as they are to be announced. */
  ServiceRanges servicesOf(Aim aim) {
    return aim.wishes().services() && !aim.leaves()
        ? services.askedBy(aim.interconnect(), aim.cluster().serviceCidrs())
        : services.without(aim.interconnect());
  }

  /**
   * What has to change.
   *
   * @param naming the peers that name the filter
   * @param needed whether any does after the change
   * @return null if nothing has to
   */
  @Nullable FilterChange change(Aim aim, List<String> naming, boolean needed) {
    boolean announces = others || servicesOf(aim).isAny();
    FilterRules former = present.orElse(null);
    FilterRules wanted = needed ? FilterRules.of(aim, announces) : null;
    boolean same =
        (former == null || wanted == null) ? Objects.equals(former, wanted) : former.isLike(wanted);
    return same ? null : new FilterChange(former, wanted, naming);
  }
}
