package io.podspan.peeringservice.routers.kuberouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpFamily;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.router.SourceRules;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SourceRuleScriptTest {
  private static final SourceRules RULES =
      new SourceRules(
          Samples.cidrs("10.1.0.0/16", "fd00:1::/64"),
          new TreeMap<>(Map.of("10.3.0.0/16", "asia", "10.2.0.0/16", "europe")));

  @Test
  void rulesAreAsTheKernelPrintsThem() {
    assertThat(SourceRuleScript.rules(RULES, IpFamily.IPV4).lines())
        .containsExactly(
            "-A PODSPAN-FROM -s 10.1.0.0/16 -j PODSPAN-TO",
            "-A PODSPAN-TO -d 10.2.0.0/16 -m comment --comment podspan:europe -j ACCEPT",
            "-A PODSPAN-TO -d 10.3.0.0/16 -m comment --comment podspan:asia -j ACCEPT");
  }

  @Test
  void aFamilyWithoutBothEndsHasNone() {
    assertThat(SourceRuleScript.rules(RULES, IpFamily.IPV6)).isEmpty();
    assertThat(SourceRuleScript.command(SourceRules.NONE)).endsWith("", "");
  }
}
