package io.podspan.peeringservice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.podspan.peeringservice.api.InterconnectAnswer.ConditionAnswer;
import io.podspan.peeringservice.peering.ReflectorSaid;
import io.podspan.peeringservice.peering.intent.Reflectors;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A declared reflector. */
@Schema(description = "A declared reflector, with its condition")
public record DeclaredReflectorAnswer(
    String name,
    String address,
    int port,
    long asn,
    @Schema(description = "here or elsewhere", examples = "here") String runs,
    @Schema(description = "The name of the file with its key, or absent")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String keyFile,
    @Schema(description = "The name of the operators' Secret with its key, or absent")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String authSecretRef,
    @Schema(
            description =
                "The name of the file with the key that routers may have still, or absent")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String formerKeyFile,
    Instant declaredAt,
    @Schema(description = "The interconnects that have it, also those that are giving it up")
        List<String> interconnects,
    @Schema(
            description =
                "Ready. True: Listening, SessionsEstablished. False: ListenMismatch. Unknown:"
                    + " NotHeard, NotOurs")
        List<ConditionAnswer> conditions,
    @Schema(description = "Risks that are allowed, such as a key file that others may read")
        List<String> cautions,
    @Schema(description = "What was said of it, as it can be sent again")
        DeclaredReflectorBody spec,
    @Schema(description = "Only in a dry run: created, changed or unchanged", examples = "changed")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String dryRun) {

  static DeclaredReflectorAnswer of(Reflectors.Look look) {
    return of(look, null);
  }

  /**
   * @param dryRun what would have been done, null where it was done
   */
  static DeclaredReflectorAnswer of(Reflectors.Look look, @Nullable String dryRun) {
    ReflectorSaid said = look.reflector().said();
    return new DeclaredReflectorAnswer(
        said.name(),
        said.address(),
        said.port(),
        said.asn(),
        said.runsHere() ? DeclaredReflectorBody.HERE : DeclaredReflectorBody.ELSEWHERE,
        said.keyFile(),
        said.authSecretRef(),
        said.formerKeyFile(),
        look.reflector().declaredAt(),
        look.interconnects(),
        look.conditions().stream().map(ConditionAnswer::of).toList(),
        look.cautions(),
        DeclaredReflectorBody.of(said),
        dryRun);
  }
}
