package io.podspan.peeringservice.routers.calico;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.podspan.peeringservice.kubernetes.DryRun;
import io.podspan.peeringservice.kubernetes.ObjectPatch;
import io.podspan.peeringservice.peering.router.RouterOutcome.OfWrite;
import io.podspan.peeringservice.peering.router.RouterOutcome.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes which ClusterIPs Calico announces, and nothing else of the BGPConfiguration {@code
 * default}: whether its nodes have a mesh is never touched. Each write is made in a dry run first.
 */
final class ServiceWrites {
  private static final String SHOWN = CalicoApi.CONFIGURATION.kind() + " " + ServiceRanges.NAME;
  private static final String LIST = "/spec/" + ServiceRanges.FIELD;

  /** What newer releases' definitions put into each object: nobody wrote it. */
  private static final Map<String, String> DEFAULTS =
      Map.of("logSeverityScreen", "Info", "serviceLoadBalancerAggregation", "Enabled");

  private final CalicoApi calico;

  ServiceWrites(CalicoApi calico) {
    this.calico = calico;
  }

  /** Who would refuse what is to be announced; nothing is written. */
  Optional<OfWrite> objection(ObjectChange change) {
    return before(change, false);
  }

  /** Before the first node's turn: what is to be announced. */
  Optional<OfWrite> before(ObjectChange change) {
    return before(change, true);
  }

  private Optional<OfWrite> before(ObjectChange change, boolean forGood) {
    ServiceChange services = change.services();
    return services != null && services.asks(change.interconnect())
        ? put(services, change.interconnect(), forGood).map(refused -> refused)
        : Optional.empty();
  }

  /** After the last node's turn: what is to be announced no more. */
  Optional<Refused> after(ObjectChange change) {
    ServiceChange services = change.services();
    return services != null && !services.asks(change.interconnect())
        ? put(services, change.interconnect(), true)
        : Optional.empty();
  }

  private Optional<Refused> put(ServiceChange services, String interconnect, boolean forGood) {
    Optional<GenericKubernetesResource> present = present();
    ServiceRanges there = ServiceRanges.of(present);
    ServiceRanges wanted = services.target(there, interconnect);
    if (there.equals(wanted)) {
      return Optional.empty();
    }
    Step step = step(present, wanted, interconnect);
    Optional<Refused> refused = DryRun.of(calico.byHand(), SHOWN, step.rehearsal());
    if (refused.isEmpty() && forGood) {
      step.write().run();
    }
    return refused;
  }

  private Optional<GenericKubernetesResource> present() {
    return calico.named(CalicoApi.CONFIGURATION, ServiceRanges.NAME);
  }

  /** One write, and the same without being kept. */
  private record Step(Runnable rehearsal, Runnable write) {}

  private Step step(
      Optional<GenericKubernetesResource> present, ServiceRanges wanted, String interconnect) {
    if (present.isEmpty()) {
      GenericKubernetesResource made = made(wanted, interconnect);
      return new Step(
          () -> calico.rehearse(CalicoApi.CONFIGURATION, made),
          () -> calico.create(CalicoApi.CONFIGURATION, made));
    }
    GenericKubernetesResource object = present.get();
    if (!wanted.exists() && isOursAlone(object)) {
      return new Step(() -> {}, () -> calico.delete(CalicoApi.CONFIGURATION, object));
    }
    ObjectPatch patch = patch(object, wanted);
    return new Step(
        () -> write(patch, ObjectPatch.dryRun()), () -> write(patch, ObjectPatch.forGood()));
  }

  private void write(ObjectPatch patch, PatchContext context) {
    calico.patch(CalicoApi.CONFIGURATION, ServiceRanges.NAME, patch, context);
  }

  /** Whether nobody else wrote a field into the object that came for us. */
  private static boolean isOursAlone(GenericKubernetesResource object) {
    return object.getAdditionalProperties().get("spec") instanceof Map<?, ?> spec
        && spec.entrySet().stream()
            .allMatch(
                field ->
                    field.getKey().equals(ServiceRanges.FIELD)
                        || DEFAULTS.entrySet().contains(field));
  }

  private GenericKubernetesResource made(ServiceRanges wanted, String interconnect) {
    return new GenericKubernetesResourceBuilder(
            OwnObjects.resource(
                calico.group(),
                CalicoApi.CONFIGURATION,
                ServiceRanges.NAME,
                interconnect,
                Map.of(
                    ServiceRanges.FIELD, Objects.requireNonNullElse(wanted.ranges(), List.of()))))
        .editMetadata()
        .addToAnnotations(wanted.annotations())
        .endMetadata()
        .build();
  }

  /** From what is there to what is wanted; ours alone is named. */
  private static ObjectPatch patch(GenericKubernetesResource object, ServiceRanges wanted) {
    ServiceRanges there = ServiceRanges.of(object);
    Map<String, String> annotations =
        Objects.requireNonNullElse(object.getMetadata().getAnnotations(), Map.<String, String>of());
    ObjectPatch patch =
        ObjectPatch.of(object)
            .annotations(
                annotations.isEmpty(),
                List.of(ServiceRanges.ASKED_BY, ServiceRanges.ADDED),
                annotations,
                wanted.annotations());
    if (Objects.equals(there.ranges(), wanted.ranges())) {
      return patch;
    }
    if (!(object.getAdditionalProperties().get("spec") instanceof Map)) {
      patch = patch.test("/spec", null).add("/spec", Map.of());
    }
    ObjectPatch guarded = patch.test(LIST, there.ranges());
    return wanted.ranges() == null
        ? guarded.remove(LIST)
        : guarded.add(LIST, new ArrayList<>(wanted.ranges()));
  }
}
