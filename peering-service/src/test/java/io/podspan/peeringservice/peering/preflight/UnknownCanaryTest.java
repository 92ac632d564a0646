package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.preflight.CheckAssert.blockedPlaces;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.passes;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.strategy.Strategy;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnknownCanaryTest {
  private static final Check CHECK = new UnknownCanary();

  private static Proposal naming(String... nodes) {
    Strategy d = Strategy.DEFAULT;
    Proposal usual = Proposals.USUAL;
    InterconnectRequest request = usual.request();
    return new Proposal(
        new InterconnectRequest(
            request.name(),
            request.clusters(),
            request.reflectors(),
            false,
            new Strategy(
                new Strategy.Canary.Named(List.of(nodes)),
                d.afterCanary(),
                d.batch(),
                null,
                List.of(),
                d.mode())),
        usual.candidates(),
        usual.neighbours(),
        usual.present(),
        usual.plannings(),
        usual.network());
  }

  @Test
  void passesWithoutACanaryAndWithOneThatIsThere() {
    passes(CHECK, Proposals.USUAL);
    passes(CHECK, naming("paris-1", "tokyo/tokyo-2"));
  }

  @Test
  void blocksANodeThatNoClusterHas() {
    assertThat(blockedPlaces(CHECK, naming("paris-1", "tokyo/paris-1")))
        .containsExactly("rollout.canary.nodes");
  }
}
