package io.podspan.peeringservice.store;

import static io.podspan.peeringservice.peering.Samples.NOON;
import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.rollout.Direction;
import io.podspan.peeringservice.peering.rollout.NodeTurn;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import io.podspan.peeringservice.peering.rollout.Snapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutDocumentTest {
  private static final Rollout CREATED =
      Rollout.created(
          "id",
          "asia",
          3,
          "paris",
          Direction.JOIN,
          List.of(REFLECTOR),
          Samples.POLICY,
          null,
          Samples.cluster("paris", 1, Samples.KUBE_ROUTER).nodes(),
          NOON);

  private static String former(String state) {
    return """
        {"id": "id", "interconnect": "asia", "revision": 3, "cluster": "paris",
         "direction": "JOIN", "state": %s, "change": null, "failure": null,
         "reflectors":
           [{"name": "reflector", "address": "192.0.2.1", "port": 179, "asn": 64512}],
         "steps": [{"node": "paris-1", "address": "198.18.1.1", "status": "VERIFIED"},
                   {"node": "paris-2", "address": "198.18.1.2", "status": "GATING"}],
         "createdAt": "2026-11-23T12:00:00Z", "startedAt": null}
        """
        .formatted(state);
  }

  private static RolloutState read(String state) {
    String withGates = former(state).replace("\"status\"", "\"gates\": [], \"status\"");
    return RolloutDocument.read(withGates, Samples.POLICY).state();
  }

  @Test
  void aDocumentOfThisVersionComesBackAsItWas() {
    assertThat(RolloutDocument.read(RolloutDocument.write(CREATED), Samples.POLICY))
        .isEqualTo(CREATED);
  }

  @Test
  void aFormerDocumentKnowsOfNoFormerReflectors() {
    String document = RolloutDocument.write(CREATED).replaceFirst("\"turnover\":\\{[^}]*\\},", "");
    assertThat(document).doesNotContain("turnover");
    assertThat(RolloutDocument.read(document, Samples.POLICY)).isEqualTo(CREATED);
  }

  @Test
  void aFormerDocumentGetsAPolicy() {
    String document =
        RolloutDocument.write(CREATED).replaceFirst("\"policy\":\\{[^}]*\\}", "\"former\":1");
    assertThat(document).doesNotContain("policy");
    assertThat(RolloutDocument.read(document, Samples.POLICY)).isEqualTo(CREATED);
  }

  @Test
  void aFormerIndexBecomesTheNodeUnderWay() {
    assertThat(read("{\"kind\": \"Checking\", \"since\": \"2026-11-23T12:00:00Z\", \"index\": 1}"))
        .isEqualTo(new RolloutState.Rolling(List.of(new NodeTurn.Checking("paris-2", NOON))));
    assertThat(
            read(
                """
                {"kind": "Restarting", "since": "2026-11-23T12:00:00Z", "index": 0,
                 "pod": "p", "uid": "u"}
                """))
        .isEqualTo(
            new RolloutState.Rolling(
                List.of(new NodeTurn.Restarting("paris-1", NOON, "p", "u", Snapshot.NONE))));
    assertThat(
            read(
                """
                {"kind": "Gating", "since": "2026-11-23T12:00:00Z", "index": 1,
                 "restartedAt": "2026-11-23T12:00:00Z", "peeredAt": null}
                """))
        .isEqualTo(
            new RolloutState.Rolling(
                List.of(new NodeTurn.Gating("paris-2", NOON, NOON, null, Snapshot.NONE))));
  }

  @Test
  void otherFormerStatesAreReadAsTheyAre() {
    assertThat(read("{\"kind\": \"Completed\", \"since\": \"2026-11-23T12:00:00Z\"}"))
        .isEqualTo(new RolloutState.Completed(NOON));
  }
}
