package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.network.BgpListener;
import io.podspan.peeringservice.peering.network.NetworkLook;
import io.podspan.peeringservice.peering.network.NodeReach;
import io.podspan.peeringservice.peering.network.Reach;
import io.podspan.peeringservice.peering.network.ReflectorWord;
import io.podspan.peeringservice.peering.preflight.Finding.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkChecksTest {
  private static List<Finding> examine(Check check, NetworkLook look) {
    return check.examine(
        new Proposal(
            new InterconnectRequest("europe", List.of("paris", "london"), List.of(REFLECTOR)),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            look));
  }

  private static List<Finding> reach(NodeReach... reaches) {
    return examine(
        new ReflectorUnreachable(),
        new NetworkLook(List.of(reaches), List.of(), List.of(), Map.of()));
  }

  private static NodeReach from(String node, Reach reach) {
    return new NodeReach("paris", node, REFLECTOR, reach);
  }

  private static List<Finding> says(ReflectorWord word) {
    return examine(new ReflectorElsewhere(), NetworkLook.NONE.with(Map.of(REFLECTOR.name(), word)));
  }

  @Test
  void aReflectorThatEveryNodeReachesPasses() {
    assertThat(reach(from("paris-1", new Reach.Open()), from("paris-2", new Reach.Open())))
        .isEmpty();
  }

  @Test
  void aRefusedConnectionBlocksAndNamesNodeTargetAndWhatRefusedIt() {
    List<Finding> findings =
        reach(
            from("paris-1", new Reach.Closed("the connection was refused")),
            from("paris-2", new Reach.Open()));
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().outcome()).isEqualTo(Outcome.BLOCK);
    assertThat(findings.getFirst().evidence())
        .isEqualTo(
            "The node paris-1 of paris cannot connect to reflector 'reflector' at 192.0.2.1: the"
                + " connection was refused.");
  }

  @Test
  void nodesThatWereNotAskedAreNoPass() {
    assertThat(examine(new ReflectorUnreachable(), NetworkLook.NONE.without(9_800)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.outcome()).isEqualTo(Outcome.UNCHECKED);
              assertThat(finding.evidence()).startsWith("9800 nodes were not asked");
            });
  }

  @Test
  void nodesWithTheSameAnswerShareAFinding() {
    Reach silent = new Reach.Silent("nothing answered within 3 s");
    assertThat(reach(from("paris-1", silent), from("paris-2", silent)))
        .singleElement()
        .extracting(Finding::outcome)
        .isEqualTo(Outcome.BLOCK);
  }

  @Test
  void aReflectorWithAKeyMayGiveNoAnswerWithoutIt() {
    Reflector keyed = new Reflector("rr1", "192.0.2.9", 179, 64512, "rr1.key");
    Reach silent = new Reach.Silent("nothing answered within 3 s");
    assertThat(reach(new NodeReach("paris", "paris-1", keyed, silent)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.outcome()).isEqualTo(Outcome.UNCHECKED);
              assertThat(finding.evidence()).contains("it has a key");
            });
    Reach refused = new Reach.Closed("the connection was refused");
    assertThat(reach(new NodeReach("paris", "paris-1", keyed, refused)))
        .extracting(Finding::outcome)
        .containsExactly(Outcome.BLOCK);
  }

  @Test
  void whatCouldNotBeMeasuredIsNeitherAPassNorABlock() {
    List<Finding> findings =
        reach(from("paris-1", new Reach.Unmeasured("no router pod runs on the node")));
    assertThat(findings).extracting(Finding::outcome).containsExactly(Outcome.UNCHECKED);
    assertThat(findings.getFirst().where()).startsWith("clusters/paris/");
  }

  @Test
  void theReflectorsOwnWordIsComparedWithWhatIsDeclared() {
    assertThat(says(new ReflectorWord("192.0.2.1", 179, 64512))).isEmpty();
    assertThat(says(new ReflectorWord("", 179, 64512))).as("on all addresses").isEmpty();
    for (ReflectorWord other :
        List.of(
            new ReflectorWord("192.0.2.9", 179, 64512),
            new ReflectorWord("", 1790, 64512),
            new ReflectorWord("", 179, 64513))) {
      assertThat(says(other)).extracting(Finding::outcome).containsExactly(Outcome.BLOCK);
    }
  }

  @Test
  void aReflectorThatSaidNothingCouldNotBeCompared() {
    assertThat(examine(new ReflectorElsewhere(), NetworkLook.NONE))
        .extracting(Finding::outcome)
        .containsExactly(Outcome.UNCHECKED);
  }

  @Test
  void anotherProcessOnTheBgpPortIsACaution() {
    NetworkLook look =
        new NetworkLook(
            List.of(),
            List.of(new BgpListener("paris", "paris-1", "the process bgpd")),
            List.of(),
            Map.of());
    assertThat(examine(new BgpPortTaken(), look))
        .extracting(Finding::outcome)
        .containsExactly(Outcome.CAUTION);
  }
}
