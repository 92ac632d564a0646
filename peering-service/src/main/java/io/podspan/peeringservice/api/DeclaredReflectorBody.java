package io.podspan.peeringservice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.podspan.peeringservice.peering.Quoted;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.ReflectorSaid;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A reflector to be declared. */
@Schema(description = "A reflector that interconnects may name")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeclaredReflectorBody(
    @Schema(
            description = "Unique name, a DNS label; a bgp-reflector is configured with it",
            examples = "rr1",
            required = true)
        @Nullable String name,
    @Schema(description = "IP address for the nodes", examples = "192.0.2.1", required = true)
        @Nullable String address,
    @Schema(defaultValue = "179") @Nullable Integer port,
    @Schema(defaultValue = "64512") @Nullable Long asn,
    @Schema(
            description =
                "here: a bgp-reflector of this Podspan, which tells where it listens. elsewhere: any"
                    + " other; nothing is known of it but its sessions",
            defaultValue = "here",
            examples = "here")
        @Nullable String runs,
    @Schema(
            description =
                "The name of a file in the credentials folder with the TCP MD5 key of its sessions,"
                    + " never the key")
        @Nullable String keyFile,
    @Schema(
            description =
                "The name of a Secret that the operator of each cluster keeps in the namespace of"
                    + " its routers, or for Cilium in bgp-secrets-namespace. Routers read the key"
                    + " from it in place of a Secret of Podspan's: Calico and Cilium its entry"
                    + " password, kube-router its entry passwords. keyFile is what a bgp-reflector"
                    + " that runs here reads, then",
            examples = "bgp-rr1")
        @Nullable String authSecretRef,
    @Schema(
            description =
                "The name of a file in the credentials folder with the key that routers may have"
                    + " still, while their key is changed to the one in keyFile. A bgp-reflector"
                    + " that runs here takes both meanwhile",
            examples = "rr1-2025.key")
        @Nullable String formerKeyFile) {
  static final String HERE = "here";
  static final String ELSEWHERE = "elsewhere";

  /** The body that says this. */
  static DeclaredReflectorBody of(ReflectorSaid said) {
    return new DeclaredReflectorBody(
        said.name(),
        said.address(),
        said.port(),
        said.asn(),
        said.runsHere() ? HERE : ELSEWHERE,
        said.keyFile(),
        said.authSecretRef(),
        said.formerKeyFile());
  }

  /**
   * The same under the name that an address has.
   *
   * @throws io.podspan.servicekit.problem.ProblemException 400 when it has another name
   */
  DeclaredReflectorBody named(String wanted) {
    Fields.sameName(name, wanted);
    return new DeclaredReflectorBody(
        wanted, address, port, asn, runs, keyFile, authSecretRef, formerKeyFile);
  }

  /**
   * What the body says.
   *
   * @throws io.podspan.servicekit.problem.ProblemException 400 with each faulty field
   */
  ReflectorSaid checked() {
    Fields fields = new Fields();
    ReflectorSaid said =
        new ReflectorSaid(
            fields.name("name", name),
            fields.address("address", address),
            fields.port("port", port == null ? Reflector.BGP_PORT : port),
            fields.asn("asn", asn == null ? InterconnectBody.DEFAULT_ASN : asn),
            runsHere(fields),
            keyFile == null ? null : fields.keyFile("keyFile", keyFile),
            authSecretRef == null ? null : fields.secretName("authSecretRef", authSecretRef),
            formerKeyFile == null ? null : former(fields));
    fields.check();
    return said;
  }

  private String former(Fields fields) {
    String file = fields.keyFile("formerKeyFile", Objects.requireNonNull(formerKeyFile));
    if (keyFile == null || ELSEWHERE.equals(runs)) {
      fields.fault(
          "former-key-of-none",
          "formerKeyFile",
          "Only a reflector that runs here, and has a keyFile, takes a former key beside it.",
          "Leave it out, or give keyFile. A reflector that runs elsewhere is changed by a second one.");
    } else if (file.equals(keyFile)) {
      fields.fault(
          "former-key-of-none",
          "formerKeyFile",
          "It is the same file as keyFile.",
          "Give the file with the former key, or leave it out.");
    }
    return file;
  }

  private boolean runsHere(Fields fields) {
    if (runs != null && !runs.equals(HERE) && !runs.equals(ELSEWHERE)) {
      fields.fault(
          "unknown-place",
          "runs",
          Quoted.of(runs) + " is no place where a reflector runs.",
          "Give here or elsewhere, or leave it out for here.");
    }
    return !ELSEWHERE.equals(runs);
  }
}
