package io.podspan.peeringservice.routers.kuberouter;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.paper.PaperCluster;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.PeersBy;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.RouterWishes;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.router.Planning;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterDriver;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.peering.router.RouterReading;
import io.podspan.peeringservice.peering.router.Standing;
import io.podspan.peeringservice.routers.Drivers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers in annotations of nodes, from a join to a leave, at an API without routers. */
class AnnotatedNodesTest {
  private static final String IPS = PeerAnnotations.IPS;
  private static final Cluster PARIS = cluster();

  @TempDir Path folder;
  private Drivers drivers;
  private PaperCluster paper;
  private RouterDriver driver;

  private static Cluster cluster() {
    Cluster paris = Drivers.cluster(Samples.KUBE_ROUTER);
    return paris.with(
        List.of(
            new Node("paris-1", "198.18.1.11", Samples.cidrs("10.1.1.0/24")),
            new Node("paris-2", "198.18.1.12", Samples.cidrs("10.1.2.0/24"))));
  }

  @BeforeEach
  void open() {
    drivers = new Drivers(folder, "kube-router");
    paper = drivers.paper;
    driver = drivers.routers.of(Samples.KUBE_ROUTER);
  }

  @AfterEach
  void close() {
    drivers.close();
  }

  private RouterChange plan(PeersBy by, List<Reflector> wanted, List<Reflector> unwanted) {
    return drivers.plan(
        new Aim(
            "europe", PARIS, List.of(), wanted, unwanted, List.of(), new RouterWishes(by, false)));
  }

  private RouterChange join(PeersBy by) {
    return plan(by, List.of(REFLECTOR), List.of());
  }

  private RouterChange leave() {
    return plan(PeersBy.FLAGS, List.of(), List.of(REFLECTOR));
  }

  private void annotate(String node, String key, String value) {
    paper
        .store()
        .update(
            ObjectKey.of(ResourceType.NODE, "", node),
            object -> {
              object.withObject("/metadata/annotations").put(key, value);
              return object;
            });
  }

  private Map<String, String> annotations(String node) {
    Map<String, String> all = new TreeMap<>();
    paper
        .store()
        .get(ObjectKey.of(ResourceType.NODE, "", node))
        .at("/metadata/annotations")
        .properties()
        .forEach(entry -> all.put(entry.getKey(), entry.getValue().asText()));
    return all;
  }

  private RouterOutcome.Restartable restartable(RouterChange change, String node) {
    RouterOutcome[] last = new RouterOutcome[1];
    await()
        .until(
            () -> {
              last[0] = driver.checkNode(PARIS.access(), change, node);
              return last[0] instanceof RouterOutcome.Restartable;
            });
    return (RouterOutcome.Restartable) last[0];
  }

  private void restart(RouterChange change, String node) {
    RouterOutcome.Restartable pod = restartable(change, node);
    await()
        .until(
            () ->
                driver.restartNode(PARIS.access(), change, node, pod.pod(), pod.uid())
                    instanceof RouterOutcome.Running);
    assertThat(driver.checkNode(PARIS.access(), change, node))
        .isEqualTo(new RouterOutcome.UpToDate());
  }

  private void rollOut(RouterChange change) {
    assertThat(driver.apply(PARIS.access(), change)).isEqualTo(new RouterOutcome.Applied());
    restart(change, "paris-1");
    restart(change, "paris-2");
    assertThat(driver.restore(PARIS.access(), change, List.of()))
        .isEqualTo(new RouterOutcome.Restored());
  }

  @Test
  void aJoinTouchesNodesAndNotTheDaemonSetAndALeaveLeavesThemAsTheyWere() {
    annotate("paris-2", "somebody", "else");
    ObjectNode before = paper.daemonSet();
    Map<String, String> other = annotations("paris-2");

    RouterChange join = join(PeersBy.ANNOTATIONS);
    assertThat(driver.apply(PARIS.access(), join)).isEqualTo(new RouterOutcome.Applied());
    assertThat(annotations("paris-1")).as("before its turn").isEmpty();
    restart(join, "paris-1");
    assertThat(annotations("paris-1"))
        .isEqualTo(Map.of(IPS, "192.0.2.1", PeerAnnotations.ASNS, "64512"));
    assertThat(annotations("paris-2")).isEqualTo(other);
    restart(join, "paris-2");
    driver.restore(PARIS.access(), join, List.of());
    assertThat(paper.daemonSet().at("/spec")).isEqualTo(before.at("/spec"));
    assertThat(paper.daemonSet().at("/metadata/annotations"))
        .isEqualTo(before.at("/metadata/annotations"));
    assertThat(join(PeersBy.ANNOTATIONS).isEmpty()).isTrue();

    rollOut(leave());
    assertThat(annotations("paris-1")).isEmpty();
    assertThat(annotations("paris-2")).isEqualTo(other);
  }

  @Test
  void aCrashBetweenWritingAndRestartingLosesNothing() {
    RouterChange join = join(PeersBy.ANNOTATIONS);
    RouterOutcome.Restartable pod = restartable(join, "paris-1");
    driver.restartNode(PARIS.access(), join, "paris-1", "no-such-pod", pod.uid());
    assertThat(annotations("paris-1")).containsEntry(NodePeerWrites.TO_RENEW, pod.uid());
    await()
        .until(
            () ->
                driver.restartNode(PARIS.access(), join, "paris-1", pod.pod(), pod.uid())
                    instanceof RouterOutcome.Running);
    assertThat(paper.podOn("paris-1")).isNotEqualTo(Optional.of(pod.uid()));
    assertThat(annotations("paris-1")).doesNotContainKey(NodePeerWrites.TO_RENEW);
  }

  /** A takeover came between, and the pod was evicted: its successor started without the peers. */
  @Test
  void aPodThatStartedBeforeThePeersWereWrittenIsRenewedToo() {
    RouterChange join = join(PeersBy.ANNOTATIONS);
    RouterOutcome.Restartable first = restartable(join, "paris-1");
    paper.removePod("paris-1");
    await().until(() -> paper.podOn("paris-1").filter(uid -> !uid.equals(first.uid())).isPresent());
    String second = paper.podOn("paris-1").orElseThrow();
    await()
        .until(
            () ->
                driver.restartNode(PARIS.access(), join, "paris-1", first.pod(), first.uid())
                    instanceof RouterOutcome.Running);
    assertThat(paper.podOn("paris-1").orElseThrow()).isNotEqualTo(second);
    assertThat(annotations("paris-1")).doesNotContainKey(NodePeerWrites.TO_RENEW);
  }

  @Test
  void onlyTheNodeUnderWayIsReadAgainAndAgain() {
    RouterChange join = join(PeersBy.ANNOTATIONS);
    driver.apply(PARIS.access(), join);
    annotate("paris-2", PeerAnnotations.IPS, "192.0.2.99");
    assertThat(driver.writtenAt(PARIS.access(), join, List.of(), "paris-1").orElseThrow())
        .doesNotContain("paris-2");
    assertThat(driver.writtenAt(PARIS.access(), join, List.of(), "paris-2").orElseThrow())
        .contains("node paris-2");
    assertThat(driver.written(PARIS.access(), join, List.of()).orElseThrow())
        .contains("node paris-2");
  }

  @Test
  void onTheWayBackANodeIsAsBefore() {
    annotate("paris-1", IPS, "198.51.100.1");
    annotate("paris-1", PeerAnnotations.ASNS, "64701");
    Map<String, String> before = annotations("paris-1");
    RouterChange join = join(PeersBy.ANNOTATIONS);
    restart(join, "paris-1");
    assertThat(annotations("paris-1")).containsEntry(IPS, "198.51.100.1,192.0.2.1");

    RouterChange back = join.takenBack();
    assertThat(driver.revert(PARIS.access(), join)).isEqualTo(new RouterOutcome.Applied());
    restart(back, "paris-1");
    assertThat(driver.restore(PARIS.access(), back, List.of()))
        .isEqualTo(new RouterOutcome.Restored());
    assertThat(annotations("paris-1")).isEqualTo(before);
    assertThat(annotations("paris-2")).isEmpty();
  }

  @Test
  void anEditIsSeenAndNotWrittenOver() {
    RouterChange join = join(PeersBy.ANNOTATIONS);
    driver.apply(PARIS.access(), join);
    String written = driver.written(PARIS.access(), join).orElseThrow();
    RouterOutcome.Restartable pod = restartable(join, "paris-2");
    restart(join, "paris-1");
    assertThat(driver.written(PARIS.access(), join)).contains(written);

    annotate("paris-2", PeerAnnotations.PASSWORDS, "c2VjcmV0");
    assertThat(driver.written(PARIS.access(), join).orElseThrow())
        .startsWith(written)
        .contains("node paris-2", "***")
        .doesNotContain("c2VjcmV0");
    assertThat(driver.restartNode(PARIS.access(), join, "paris-2", pod.pod(), pod.uid()))
        .isInstanceOf(RouterOutcome.NotRunning.class);
    assertThat(annotations("paris-2")).isEqualTo(Map.of(PeerAnnotations.PASSWORDS, "c2VjcmV0"));
    assertThat(paper.podOn("paris-2")).contains(pod.uid());
  }

  @Test
  void aNodeThatIsAwayKeepsTheRolloutUntilItHadItsTurn() {
    RouterChange join = join(PeersBy.ANNOTATIONS);
    driver.apply(PARIS.access(), join);
    restart(join, "paris-1");
    assertThat(driver.restore(PARIS.access(), join, List.of("paris-2")))
        .isInstanceOfSatisfying(
            RouterOutcome.Held.class, held -> assertThat(held.why()).contains("paris-2"));
  }

  @Test
  void aNodeThatGoesAwayBeforeItsRouterHasRestartedHadNoTurn() {
    RouterChange join = join(PeersBy.ANNOTATIONS);
    driver.apply(PARIS.access(), join);
    restart(join, "paris-1");
    RouterOutcome.Restartable pod = restartable(join, "paris-2");
    driver.restartNode(PARIS.access(), join, "paris-2", "no-such-pod", pod.uid());
    assertThat(annotations("paris-2")).containsKey(NodePeerWrites.TO_RENEW);

    assertThat(driver.restore(PARIS.access(), join, List.of("paris-2")))
        .isInstanceOf(RouterOutcome.Held.class);
    assertThat(annotations("paris-2")).as("it is late when it is back").isEmpty();
    assertThat(annotations("paris-1")).containsKey(IPS);
  }

  @Test
  void aMoveToAnnotationsWritesThemBeforeTheFlagsGo() {
    List<String> before = paper.flags();
    rollOut(join(PeersBy.FLAGS));
    assertThat(paper.flags()).contains("--peer-router-ips=192.0.2.1");

    RouterChange move = join(PeersBy.ANNOTATIONS);
    assertThat(driver.apply(PARIS.access(), move)).isEqualTo(new RouterOutcome.Applied());
    assertThat(annotations("paris-2")).as("before its turn").containsEntry(IPS, "192.0.2.1");
    assertThat(paper.flags()).isEqualTo(before);
    restart(move, "paris-1");
    restart(move, "paris-2");
    assertThat(driver.restore(PARIS.access(), move, List.of()))
        .isEqualTo(new RouterOutcome.Restored());
    assertThat(annotations("paris-1")).containsEntry(IPS, "192.0.2.1");

    rollOut(leave());
    assertThat(annotations("paris-1")).isEmpty();
    assertThat(paper.flags()).isEqualTo(before);
  }

  @Test
  void aMoveToFlagsTakesTheAnnotationsAwayLast() {
    rollOut(join(PeersBy.ANNOTATIONS));
    RouterChange move = join(PeersBy.FLAGS);
    driver.apply(PARIS.access(), move);
    restart(move, "paris-1");
    assertThat(annotations("paris-1")).as("a way back needs them").containsEntry(IPS, "192.0.2.1");
    restart(move, "paris-2");
    assertThat(driver.restore(PARIS.access(), move, List.of()))
        .isEqualTo(new RouterOutcome.Restored());
    assertThat(annotations("paris-1")).isEmpty();
    assertThat(paper.flags()).contains("--peer-router-ips=192.0.2.1");
  }

  @Test
  void aMoveThatIsTakenBackLeavesNothing() {
    rollOut(join(PeersBy.FLAGS));
    List<String> before = paper.flags();
    RouterChange move = join(PeersBy.ANNOTATIONS);
    driver.apply(PARIS.access(), move);
    restart(move, "paris-1");

    RouterChange back = move.takenBack();
    assertThat(driver.revert(PARIS.access(), move)).isEqualTo(new RouterOutcome.Applied());
    restart(back, "paris-1");
    assertThat(driver.restore(PARIS.access(), back, List.of()))
        .isEqualTo(new RouterOutcome.Restored());
    assertThat(paper.flags()).isEqualTo(before);
    assertThat(annotations("paris-1")).isEmpty();
    assertThat(annotations("paris-2")).isEmpty();
  }

  @Test
  void clusterIpsAreAnnouncedOnlyAsLongAsAnInterconnectAsksForThem() {
    List<String> before = paper.flags();
    ObjectNode annotations = paper.daemonSet();
    RouterChange join =
        drivers.plan(
            new Aim(
                "europe",
                PARIS,
                List.of(),
                List.of(REFLECTOR),
                List.of(),
                List.of(),
                new RouterWishes(PeersBy.FLAGS, true)));
    assertThat(join.diff())
        .contains(
            "+ --advertise-cluster-ip=true",
            "+ annotation podspan.io/cluster-ips-announced-for=europe");
    rollOut(join);
    assertThat(paper.flags()).contains("--advertise-cluster-ip=true");

    rollOut(leave());
    assertThat(paper.flags()).isEqualTo(before);
    assertThat(paper.daemonSet().at("/metadata/annotations").properties())
        .isEqualTo(annotations.at("/metadata/annotations").properties());
  }

  @Test
  void whatRemainsIsOnAllNodesThatRolloutsWroteToAndHasACommand() {
    annotate("paris-2", IPS, "198.51.100.1");
    annotate("paris-2", PeerAnnotations.ASNS, "64701");
    RouterChange join = join(PeersBy.ANNOTATIONS);
    rollOut(join);
    paper.addNode("paris-3", "10.1.3.0/24", "198.18.1.13");
    Node third = new Node("paris-3", "198.18.1.13", Samples.cidrs("10.1.3.0/24"));
    RouterChange later =
        drivers.plan(
            new Aim(
                "europe",
                PARIS.with(List.of(third)),
                List.of(),
                List.of(REFLECTOR),
                List.of(),
                List.of(),
                new RouterWishes(PeersBy.ANNOTATIONS, false)));
    Aim leave = new Aim("europe", PARIS, List.of(), List.of(), List.of(REFLECTOR));
    assertThat(driver.remains(leave, List.of(join, later)))
        .singleElement()
        .satisfies(
            remains -> {
              assertThat(remains.object())
                  .isEqualTo("annotations of the nodes of DaemonSet kube-system/kube-router");
              assertThat(remains.lines())
                  .contains(
                      "- kube-router.io/peer.ips=192.0.2.1 on paris-1, paris-3",
                      "- kube-router.io/peer.ips=198.51.100.1,192.0.2.1 on paris-2",
                      "+ kube-router.io/peer.ips=198.51.100.1 on paris-2");
              assertThat(remains.commands())
                  .containsExactly(
                      "for node in paris-1 paris-3; do kubectl patch node $node --type=json -p '["
                          + "{\"op\":\"test\",\"path\":\"/metadata/annotations/kube-router.io~1peer.asns\","
                          + "\"value\":\"64512\"},"
                          + "{\"op\":\"remove\",\"path\":\"/metadata/annotations/kube-router.io~1peer.asns\"},"
                          + "{\"op\":\"test\",\"path\":\"/metadata/annotations/kube-router.io~1peer.ips\","
                          + "\"value\":\"192.0.2.1\"},"
                          + "{\"op\":\"remove\",\"path\":\"/metadata/annotations/kube-router.io~1peer.ips\"}"
                          + "]'; done",
                      "for node in paris-2; do kubectl patch node $node --type=json -p '["
                          + "{\"op\":\"test\",\"path\":\"/metadata/annotations/kube-router.io~1peer.asns\","
                          + "\"value\":\"64701,64512\"},"
                          + "{\"op\":\"add\",\"path\":\"/metadata/annotations/kube-router.io~1peer.asns\","
                          + "\"value\":\"64701\"},"
                          + "{\"op\":\"test\",\"path\":\"/metadata/annotations/kube-router.io~1peer.ips\","
                          + "\"value\":\"198.51.100.1,192.0.2.1\"},"
                          + "{\"op\":\"add\",\"path\":\"/metadata/annotations/kube-router.io~1peer.ips\","
                          + "\"value\":\"198.51.100.1\"}"
                          + "]'; done",
                      "kubectl -n kube-system rollout restart daemonset kube-router");
            });
  }

  @Test
  void aPasswordThatRemainsIsInNoCommand() {
    annotate("paris-1", IPS, "198.51.100.1");
    annotate("paris-1", PeerAnnotations.ASNS, "64701");
    annotate("paris-1", PeerAnnotations.PASSWORDS, "c2VjcmV0");
    RouterChange join = join(PeersBy.ANNOTATIONS);
    Aim leave = new Aim("europe", PARIS, List.of(), List.of(), List.of(REFLECTOR));
    assertThat(driver.remains(leave, List.of(join)).getFirst().toString())
        .contains("for node in paris-2;")
        .doesNotContain("c2VjcmV0");
  }

  @Test
  void annotationsThatSomebodyTakesAwayAreADriftAndANewNodeIsNone() {
    RouterChange join = join(PeersBy.ANNOTATIONS);
    rollOut(join);
    Aim aim = joined(PARIS, PeersBy.ANNOTATIONS);
    assertThat(driver.standing(PARIS.access()).drift(aim, List.of(join))).isEmpty();

    annotate("paris-2", IPS, "192.0.2.99");
    assertThat(driver.standing(PARIS.access()).drift(aim, List.of(join)))
        .singleElement()
        .satisfies(
            drift -> {
              assertThat(drift.object()).contains("annotations of the nodes");
              assertThat(drift.difference())
                  .contains("+ kube-router.io/peer.ips=192.0.2.99 on paris-2");
            });
    assertThat(driver.standing(PARIS.access()).drift(aim, List.of()))
        .as("no rollout wrote to these nodes")
        .isEmpty();
  }

  @Test
  void aNodeThatComesLaterOrUnderTheNameOfAnotherHasNoPeersAndThatIsNoDrift() {
    RouterChange join = join(PeersBy.ANNOTATIONS);
    rollOut(join);
    Set<String> done = Set.of("paris-1", "paris-2");
    paper.addNode("paris-3", "10.1.3.0/24", "198.18.1.13");
    paper.removeNode("paris-2");
    paper.addNode("paris-2", "10.1.2.0/24", "198.18.1.12");
    Node third = new Node("paris-3", "198.18.1.13", Samples.cidrs("10.1.3.0/24"));
    Cluster now = PARIS.with(Stream.concat(PARIS.nodes().stream(), Stream.of(third)).toList());

    Standing standing = driver.standing(PARIS.access());
    assertThat(standing.drift(joined(PARIS, PeersBy.ANNOTATIONS), List.of(join))).isEmpty();
    assertThat(standing.late(joined(now, PeersBy.ANNOTATIONS), List.of(join), done))
        .containsExactly("paris-2", "paris-3");
    assertThat(
            standing.late(
                joined(now, PeersBy.ANNOTATIONS),
                List.of(join),
                Set.of("paris-1", "paris-2", "paris-3")))
        .as("the third had its turn in the join, and is another one now")
        .containsExactly("paris-2", "paris-3");
    assertThat(standing.late(joined(now, PeersBy.FLAGS), List.of(join), done))
        .as("interconnects of the cluster do not agree, so the peers stay where they are")
        .containsExactly("paris-2", "paris-3");

    RouterChange late = drivers.plan(joined(now, PeersBy.ANNOTATIONS));
    restart(late, "paris-2");
    restart(late, "paris-3");
    assertThat(
            driver
                .standing(PARIS.access())
                .late(
                    joined(now, PeersBy.ANNOTATIONS),
                    List.of(join, late),
                    Set.of("paris-1", "paris-2", "paris-3")))
        .isEmpty();
    assertThat(annotations("paris-3")).containsEntry(IPS, "192.0.2.1");
  }

  @Test
  void noNodeIsLateWhereSomebodyTookTheFlagsAway() {
    RouterChange join = join(PeersBy.FLAGS);
    Standing without = driver.standing(PARIS.access());
    for (PeersBy by : PeersBy.values()) {
      assertThat(without.late(joined(PARIS, by), List.of(join), Set.of())).isEmpty();
    }
  }

  @Test
  void aRolloutOfLateNodesLeavesTheFlagsAlone() {
    Aim all = joined(PARIS, PeersBy.FLAGS);
    RouterReading reading = driver.read(PARIS.access());
    assertThat(reading.plan(all)).isInstanceOf(Planning.Planned.class);
    assertThat(reading.plan(all.forLateNodes(Set.of("paris-2"))))
        .isInstanceOfSatisfying(
            Planning.Unplannable.class,
            no -> assertThat(no.detail()).contains("its flags have to change too"));
  }

  private static Aim joined(Cluster cluster, PeersBy by) {
    return new Aim(
        "europe",
        cluster,
        List.of(),
        List.of(REFLECTOR),
        List.of(),
        List.of(),
        new RouterWishes(by, false));
  }
}
