package io.podspan.peeringservice.api;

import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.Quoted;
import io.podspan.peeringservice.peering.Registration;
import io.podspan.peeringservice.peering.RouterKind;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A cluster to be registered. */
@Schema(description = "A cluster to be registered. What is left out is read from its API.")
public record ClusterBody(
    @Schema(description = "Unique name, a DNS label", examples = "paris", required = true)
        @Nullable String name,
    @Schema(description = "How services reach its API", required = true)
        @Nullable AccessBody access,
    @Schema(
            description = "The kind of its routers: kube-router or calico. Found if left out",
            examples = "kube-router")
        @Nullable String cni,
    @Schema(description = "AS number of its routers", examples = "64512") @Nullable Long asn,
    @Schema(description = "IP prefixes that its pods get addresses from")
        @Nullable List<@Nullable String> podCidrs,
    @Schema(description = "IP prefixes of its ClusterIPs")
        @Nullable List<@Nullable String> serviceCidrs) {

  /** The name of a kubeconfig, never its content. */
  @Schema(description = "The name of a kubeconfig in the services' credentials folder")
  public record AccessBody(
      @Schema(examples = "paris", required = true) @Nullable String kubeconfig,
      @Schema(description = "A context in it; its current one when left out")
          @Nullable String context) {}

  /**
   * The registration that the body asks for.
   *
   * @param supported the kinds of router that have drivers
   * @throws io.podspan.servicekit.problem.ProblemException 400 with each faulty field
   */
  Registration checked(List<RouterKind> supported) {
    Fields fields = new Fields();
    AccessBody given = access == null ? new AccessBody(null, null) : access;
    Registration registration =
        new Registration(
            fields.name("name", name),
            new Access(
                fields.fileName("access.kubeconfig", given.kubeconfig()),
                fields.context("access.context", given.context())),
            cni(fields, supported),
            asn == null ? null : fields.asn("asn", asn),
            fields.cidrs("podCidrs", podCidrs),
            fields.cidrs("serviceCidrs", serviceCidrs));
    fields.check();
    return registration;
  }

  private @Nullable RouterKind cni(Fields fields, List<RouterKind> supported) {
    if (cni == null) {
      return null;
    }
    RouterKind known =
        supported.stream().filter(kind -> kind.name().equals(cni)).findFirst().orElse(null);
    if (known == null) {
      fields.fault(
          "unsupported-cni",
          "cni",
          "The router " + Quoted.of(cni) + " is not supported.",
          "Give one of "
              + supported.stream().map(RouterKind::name).collect(Collectors.joining(", "))
              + ", or leave cni out.");
    }
    return known;
  }
}
