package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.preflight.CheckAssert.passes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.network.KeyLook;
import io.podspan.peeringservice.peering.preflight.Finding.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReflectorKeyTest {
  private static final Check CHECK = new ReflectorKey();

  private static Proposal with(KeyLook look) {
    Proposal usual = Proposals.USUAL;
    return new Proposal(
        usual.request(),
        usual.candidates(),
        usual.neighbours(),
        usual.present(),
        usual.plannings(),
        usual.network().withKeys(List.of(look)));
  }

  @Test
  void passesWithoutKeysAndWithAGoodOne() {
    passes(CHECK, Proposals.USUAL);
    passes(CHECK, with(new KeyLook("rr1", "rr1.key", null, List.of())));
  }

  @Test
  void aFileThatCannotBeUsedBlocks() {
    Violation why = new Violation("unusable-key-file", "keyFile", "It is empty.", "Fill it.");
    assertThat(CHECK.examine(with(new KeyLook("rr1", "rr1.key", why, List.of("Empty.")))))
        .extracting(Finding::outcome, Finding::code, Finding::where, Finding::evidence)
        .containsExactly(
            tuple(Outcome.BLOCK, "unusable-key-file", "reflectors/rr1/keyFile", "It is empty."));
  }

  @Test
  void whatIsARiskOfTheFileIsACaution() {
    assertThat(CHECK.examine(with(new KeyLook("rr1", "rr1.key", null, List.of("Others read.")))))
        .extracting(Finding::outcome, Finding::evidence)
        .containsExactly(tuple(Outcome.CAUTION, "Others read."));
  }
}
