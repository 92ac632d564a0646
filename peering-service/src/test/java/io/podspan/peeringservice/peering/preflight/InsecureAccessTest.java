package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.Samples.candidate;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.passes;
import static io.podspan.peeringservice.peering.preflight.Proposals.PARIS;
import static io.podspan.peeringservice.peering.preflight.Proposals.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.ClusterReading;
import io.podspan.peeringservice.peering.ClusterReading.Remarks;
import io.podspan.peeringservice.peering.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class InsecureAccessTest {
  private static final Check CHECK = new InsecureAccess();

  @Test
  void passesTheUsualProposal() {
    passes(CHECK, Proposals.USUAL);
  }

  @Test
  void whatIsRiskyAboutAKubeconfigIsACaution() {
    ClusterReading read = Samples.reading(PARIS);
    ClusterReading risky =
        new ClusterReading(
            read.nodes(),
            read.routers(),
            read.unsupported(),
            read.supported(),
            read.podCidrs(),
            read.serviceCidrs(),
            null,
            new Remarks("in any namespace", List.of(), List.of("The certificate is not checked.")));
    assertThat(CHECK.examine(Proposals.of(Proposals.parisReading(risky), candidate(TOKYO))))
        .containsExactly(
            new Finding(
                "cluster-access",
                Finding.Outcome.CAUTION,
                "cluster-access-risky",
                "clusters/paris",
                "The certificate is not checked.",
                "Correct the kubeconfig paris."));
  }
}
