package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.preflight.CheckAssert.passes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.podspan.peeringservice.peering.network.SecretLook;
import io.podspan.peeringservice.peering.network.SecretLook.Presence;
import io.podspan.peeringservice.peering.preflight.Finding.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferencedSecretTest {
  private static final Check CHECK = new ReferencedSecret();

  private static Proposal with(Presence presence) {
    SecretLook look = new SecretLook("paris", "rr1", "kube-system/bgp-rr1", "passwords", presence);
    Proposal usual = Proposals.USUAL;
    return new Proposal(
        usual.request(),
        usual.candidates(),
        usual.neighbours(),
        usual.present(),
        usual.plannings(),
        usual.network().withSecrets(List.of(look)));
  }

  @Test
  void passesWithoutReferencesAndWhereTheSecretIs() {
    passes(CHECK, Proposals.USUAL);
    passes(CHECK, with(new Presence.There()));
  }

  @Test
  void oneThatIsNotThereBlocks() {
    assertThat(CHECK.examine(with(new Presence.Absent())))
        .extracting(Finding::outcome, Finding::where, Finding::evidence)
        .containsExactly(
            tuple(
                Outcome.BLOCK,
                "clusters/paris/reflectors/rr1",
                "The Secret kube-system/bgp-rr1 with the key of rr1 is not there."));
  }

  @Test
  void oneThatCannotBeLookedForIsNeitherAPassNorABlock() {
    assertThat(CHECK.examine(with(new Presence.Unknown("it may not be got"))))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.outcome()).isEqualTo(Outcome.UNCHECKED);
              assertThat(finding.evidence()).endsWith("cannot be looked for: it may not be got.");
              assertThat(finding.whatToDo()).contains("the entry passwords");
            });
  }
}
