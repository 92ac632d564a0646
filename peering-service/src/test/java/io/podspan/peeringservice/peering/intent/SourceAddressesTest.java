package io.podspan.peeringservice.peering.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.router.SourceRules;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceAddressesTest {
  private final IntentBench bench = new IntentBench();

  private Map<String, SourceRules> rules(Interconnect... interconnects) {
    return SourceAddresses.rules(
        Map.of("paris", bench.paris, "tokyo", bench.tokyo), List.of(interconnects));
  }

  private static Interconnect asia(boolean withdrawing, boolean preserve) {
    return new Interconnect(
        "asia",
        1,
        List.of("paris", "tokyo"),
        List.of(Samples.REFLECTOR),
        withdrawing,
        Samples.NOON,
        preserve);
  }

  @Test
  void eachClusterKeepsWhatGoesToTheOthers() {
    Map<String, SourceRules> rules = rules(asia(false, true));
    assertThat(rules).containsOnlyKeys("paris", "tokyo");
    assertThat(rules.get("paris").own()).isEqualTo(Samples.cidrs("10.1.0.0/16"));
    assertThat(rules.get("paris").remote()).isEqualTo(Map.of("10.3.0.0/16", "asia"));
  }

  @Test
  void nothingIsKeptUnlessAskedForAndWhileJoined() {
    assertThat(rules(asia(false, false))).isEmpty();
    assertThat(rules(asia(true, true))).isEmpty();
  }
}
