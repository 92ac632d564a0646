package io.podspan.routecollector.kernel;

import static io.podspan.routecollector.router.Answers.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.podspan.routecollector.kernel.RuleOutput.Rule;
import io.podspan.routecollector.router.Captured;
import io.podspan.routecollector.router.Damage;
import io.podspan.routecollector.router.OutputFault;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleOutputTest {
  @Test
  void onlyRulesBeforeTheMainTableThatLookAtTheSourceAloneAreOfInterest() throws OutputFault {
    assertThat(whole(RuleOutput.rules(Captured.text("ip-rule.json"))))
        .containsExactly(new Rule("10.9.0.7/32", "78"), new Rule("10.1.1.0/24", "77"));
  }

  @Test
  void aRuleAfterTheMainTableIsAskedForNothing() throws OutputFault {
    String text =
        """
        [{"priority":32766,"src":"all","table":"main"},
         {"priority":40000,"src":"all","table":"99"},
         {"priority":100,"src":"all","table":"kube-router"}]
        """;
    assertThat(whole(RuleOutput.rules(text))).containsExactly(new Rule("all", "kube-router"));
  }

  @ParameterizedTest
  @CsvSource({
    "all, true",
    "10.1.1.0/24, true",
    "10.0.0.0/8, true",
    "10.1.1.7/32, true",
    "10.1.2.0/24, false",
    "fd00::/8, false"
  })
  void aRuleConcernsTheNodeWhosePodsItIsFor(String from, boolean concerns) {
    assertThat(new Rule(from, "77").concerns(List.of("10.1.1.0/24"))).isEqualTo(concerns);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0: from all lookup local", "[{\"priority\":", "[[]]"})
  void whatIsNoListOfRulesIsAFault(String text) {
    assertThatExceptionOfType(OutputFault.class).isThrownBy(() -> RuleOutput.rules(text));
  }

  @Test
  void survivesDamagedOutput() {
    Random random = new Random(3);
    String whole = Captured.text("ip-rule.json");
    for (int i = 0; i < 500; i++) {
      String damaged = Damage.damaged(whole, random);
      Damage.survives(() -> RuleOutput.rules(damaged));
      Damage.survives(() -> TunnelOutput.remotes(damaged));
    }
  }

  /** Captured of a VXLAN; this kernel has no IPIP, whose data have the same names. */
  @Test
  void aTunnelIsReadWithItsOtherEnd() throws OutputFault {
    assertThat(whole(TunnelOutput.remotes(Captured.text("ip-link-vxlan.json"))))
        .containsExactly(Map.entry("vx", "198.18.0.21"));
    assertThatExceptionOfType(OutputFault.class)
        .isThrownBy(() -> TunnelOutput.remotes("2: eth0: <UP>"));
  }
}
