package io.podspan.peeringservice.peering.intent;

import static io.podspan.peeringservice.peering.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.ClusterReading;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouterPatienceTest {
  private static final Cluster PARIS = Samples.cluster("paris", 1, Samples.KUBE_ROUTER);
  private static final ClusterReading READ = Samples.reading(PARIS);
  private final RouterPatience patience = new RouterPatience();

  private Set<String> at(Instant when, Cluster before, String... found) {
    return patience
        .settled(Samples.known(before), READ.withRouters(Set.of(found)), when)
        .withRouter();
  }

  @Test
  void aRouterThatRestartsIsNotMissed() {
    assertThat(at(NOON, PARIS, "paris-1")).containsOnly("paris-1", "paris-2");
    assertThat(at(NOON.plusSeconds(14), PARIS, "paris-1")).containsOnly("paris-1", "paris-2");
    assertThat(at(NOON.plusSeconds(15), PARIS, "paris-1")).containsOnly("paris-1");
  }

  @Test
  void aRouterThatCameBackMayRestartAgain() {
    at(NOON, PARIS, "paris-1");
    at(NOON.plusSeconds(10), PARIS, "paris-1", "paris-2");
    assertThat(at(NOON.plusSeconds(20), PARIS, "paris-1")).contains("paris-2");
  }

  @Test
  void aNodeThatIsLeftOutStaysSo() {
    Node second = PARIS.nodes().getLast();
    Cluster before =
        PARIS.with(
            List.of(
                PARIS.nodes().getFirst(),
                new Node(second.name(), second.address(), second.podCidrs(), "No router pod.")));
    assertThat(at(NOON, before, "paris-1")).containsOnly("paris-1");
  }

  @Test
  void whatIsNotKnownStaysUnknown() {
    assertThat(patience.settled(Samples.known(PARIS), READ, NOON).withRouter()).isNull();
  }
}
