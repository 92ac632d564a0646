package io.podspan.peeringservice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.Quoted;
import io.podspan.peeringservice.peering.Registration;
import io.podspan.peeringservice.peering.RouterKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A cluster to be registered. */
@Schema(description = "A cluster to be registered. What is left out is read from its API.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClusterBody(
    @Schema(description = "Unique name, a DNS label", examples = "paris", required = true)
        @Nullable String name,
    @Schema(description = "How services reach its API", required = true)
        @Nullable AccessBody access,
    @Schema(
            description =
                "The kind of its routers: kube-router, calico or cilium. Found if left out",
            examples = "kube-router")
        @Nullable String cni,
    @Schema(description = "AS number of its routers", examples = "64512") @Nullable Long asn,
    @Schema(description = "IP prefixes that its pods get addresses from")
        @Nullable List<@Nullable String> podCidrs,
    @Schema(description = "IP prefixes of its ClusterIPs")
        @Nullable List<@Nullable String> serviceCidrs,
    @Schema(
            description =
                "Who changes its routers: podspan, or byHand: Podspan only reads the cluster, shows"
                    + " the commands, and waits until somebody has run them",
            examples = "byHand")
        @Nullable String changes) {
  private static final String BY_PODSPAN = "podspan";
  private static final String BY_HAND = "byHand";

  /** The name of a kubeconfig, never its content. */
  @Schema(description = "The name of a kubeconfig in the services' credentials folder")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AccessBody(
      @Schema(examples = "paris", required = true) @Nullable String kubeconfig,
      @Schema(description = "A context in it; its current one when left out")
          @Nullable String context) {}

  /** The body that asks for this registration. */
  static ClusterBody of(Registration said) {
    return new ClusterBody(
        said.name(),
        new AccessBody(said.access().kubeconfig(), said.access().context()),
        said.cni() == null ? null : said.cni().name(),
        said.asn(),
        texts(said.podCidrs()),
        texts(said.serviceCidrs()),
        said.access().byHand() ? BY_HAND : null);
  }

  private static @Nullable List<@Nullable String> texts(List<Prefix> cidrs) {
    List<@Nullable String> texts = new ArrayList<>();
    cidrs.forEach(cidr -> texts.add(cidr.toString()));
    return texts.isEmpty() ? null : texts;
  }

  /**
   * The same under the name that an address has.
   *
   * @throws io.podspan.servicekit.problem.ProblemException 400 when it has another name
   */
  ClusterBody named(String wanted) {
    Fields.sameName(name, wanted);
    return new ClusterBody(wanted, access, cni, asn, podCidrs, serviceCidrs, changes);
  }

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
                fields.context("access.context", given.context()),
                byHand(fields)),
            cni(fields, supported),
            asn == null ? null : fields.asn("asn", asn),
            fields.cidrs("podCidrs", podCidrs),
            fields.cidrs("serviceCidrs", serviceCidrs));
    fields.check();
    return registration;
  }

  private boolean byHand(Fields fields) {
    if (changes != null && !changes.equals(BY_PODSPAN) && !changes.equals(BY_HAND)) {
      fields.fault(
          "unknown-changes",
          "changes",
          "The value " + Quoted.of(changes) + " is not known.",
          "Give podspan or byHand, or leave it out.");
    }
    return BY_HAND.equals(changes);
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
