package io.podspan.peeringservice.store;

import static io.podspan.peeringservice.peering.Samples.NOON;
import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.rollout.Direction;
import io.podspan.peeringservice.peering.rollout.Failure;
import io.podspan.peeringservice.peering.rollout.NodeRoute;
import io.podspan.peeringservice.peering.rollout.NodeTurn;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import io.podspan.peeringservice.peering.rollout.Snapshot;
import io.podspan.peeringservice.peering.router.RouterChange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {
  private static final Snapshot BEFORE =
      new Snapshot(List.of(new NodeRoute("10.2.0.0/24", "198.18.2.1")), List.of());

  private static final Cluster PARIS = Samples.cluster("paris", 1, Samples.KUBE_ROUTER);

  private static <T> void comesBackAsItWas(T document, Class<T> type) {
    assertThat(Json.read(Json.write(document), type)).isEqualTo(document);
  }

  static List<RolloutState> states() {
    return List.of(
        new RolloutState.AwaitingReflectors(NOON.plusNanos(123_456_789), true),
        new RolloutState.Preparing(NOON, 2),
        new RolloutState.Applying(NOON, 1),
        new RolloutState.Rolling(
            List.of(
                new NodeTurn.Checking("paris-1", NOON),
                new NodeTurn.Restarting("paris-2", NOON, "pod", "uid", BEFORE))),
        new RolloutState.Rolling(
            List.of(
                new NodeTurn.Gating("paris-1", NOON, null, null, BEFORE),
                new NodeTurn.Gating("paris-2", NOON, NOON, NOON, BEFORE))),
        new RolloutState.Restoring(NOON, null),
        new RolloutState.Restoring(NOON, "a pod has older flags"),
        new RolloutState.Completed(NOON),
        new RolloutState.Failed(NOON),
        new RolloutState.RolledBack(NOON));
  }

  @ParameterizedTest
  @MethodSource("states")
  void aRolloutInEachStateComesBackAsItWas(RolloutState state) {
    RouterChange change = new RouterChange("a-driver", "{\"a\":[\"b\"]}", List.of("+ b"));
    comesBackAsItWas(rollout(state, change), Rollout.class);
  }

  @Test
  void aChangeOfFlagsFromBeforeDriversHadDocumentsIsRead() {
    RouterChange change =
        Json.read(
            """
            {"kind":"FlagChange","namespace":"kube-system","daemonSet":"kube-router",
             "container":"kube-router","field":"args","former":["--a","--peer-router-passwords","cw=="],
             "wanted":["--a","--peer-router-passwords","cw==,","--peer-router-ips=192.0.2.1"],
             "strategy":"{}"}
            """,
            RouterChange.class);
    assertThat(change.driver()).isEqualTo("kube-router-flags");
    assertThat(change.diff())
        .containsExactly(
            "- --peer-router-passwords ***",
            "+ --peer-router-passwords ***,",
            "+ --peer-router-ips=192.0.2.1");
    assertThat(change.document())
        .isEqualTo(
            "{\"namespace\":\"kube-system\",\"daemonSet\":\"kube-router\",\"container\":\"kube-router\","
                + "\"field\":\"args\",\"former\":[\"--a\",\"--peer-router-passwords\",\"cw==\"],"
                + "\"wanted\":[\"--a\",\"--peer-router-passwords\",\"cw==,\","
                + "\"--peer-router-ips=192.0.2.1\"],\"strategy\":\"{}\"}");
    comesBackAsItWas(change, RouterChange.class);
  }

  @Test
  void aChangeOfCalicosObjectsFromBeforeDriversHadDocumentsIsRead() {
    RouterChange change =
        Json.read(
            """
            {"kind":"ObjectChange","created":[
              {"kind":"PeerObject","name":"p","interconnect":"asia","peerIp":"192.0.2.1","asn":64512}],
             "deleted":[{"kind":"PoolObject","name":"q","interconnect":"asia","cidr":"10.1.0.0/16"}]}
            """,
            RouterChange.class);
    assertThat(change.driver()).isEqualTo("calico-bgppeer");
    assertThat(change.diff())
        .containsExactly(
            "- IPPool q: cidr 10.1.0.0/16, disabled, natOutgoing false, disableBGPExport true",
            "+ BGPPeer p: peerIP 192.0.2.1, asNumber 64512");
    comesBackAsItWas(change, RouterChange.class);
  }

  @Test
  void aClusterFromBeforeRouterKindsHadNamesIsRead() {
    String former = Json.write(Samples.known(PARIS)).replace("\"kube-router\"", "\"KUBE_ROUTER\"");
    assertThat(former).contains("KUBE_ROUTER");
    assertThat(Json.read(former, KnownCluster.class)).isEqualTo(Samples.known(PARIS));
  }

  private static Rollout rollout(RolloutState state, RouterChange change) {
    Rollout created =
        Rollout.created(
            "id",
            "asia",
            3,
            "paris",
            Direction.JOIN,
            List.of(REFLECTOR),
            Samples.POLICY,
            change,
            PARIS.nodes(),
            NOON);
    return new Rollout(
        created.id(),
        created.interconnect(),
        created.revision(),
        created.cluster(),
        created.direction(),
        created.reflectors(),
        created.policy(),
        state,
        created.change(),
        created.steps(),
        new Failure("paris-1", "reason", "next"),
        created.createdAt(),
        NOON);
  }

  @Test
  void clustersAndInterconnectsComeBackAsTheyWere() {
    comesBackAsItWas(Samples.known(PARIS), KnownCluster.class);
    comesBackAsItWas(
        new Interconnect("asia", 7, List.of("a", "b"), List.of(REFLECTOR), true, NOON),
        Interconnect.class);
    comesBackAsItWas(
        new Interconnect("asia", 7, List.of("a", "b", "c"), List.of(REFLECTOR), false, NOON)
            .naming(List.of("a", "b"), List.of()),
        Interconnect.class);
  }

  @Test
  void anInterconnectOfAFormerVersionHasNothingThatLeaves() {
    Interconnect asia =
        new Interconnect("asia", 7, List.of("a", "b"), List.of(REFLECTOR), false, NOON);
    String former = Json.write(asia).replaceFirst(",\"leaving\":\\{[^}]*\\}", "");
    assertThat(former).doesNotContain("leaving");
    assertThat(Json.read(former, Interconnect.class)).isEqualTo(asia);
  }

  @Test
  void documentsOfALaterVersionMayHaveMoreFields() {
    String later = Json.write(Samples.known(PARIS)).replaceFirst("\\{", "{\"novelty\": 1, ");
    assertThat(Json.read(later, KnownCluster.class)).isEqualTo(Samples.known(PARIS));
  }

  @Test
  void aClusterIsKeptWithoutItsNodes() {
    KnownCluster paris = Samples.known(PARIS);
    String document = ClusterDocument.write(paris);
    assertThat(document).doesNotContain("paris-1");
    assertThat(ClusterDocument.read(document, PARIS.nodes())).isEqualTo(paris);
  }
}
