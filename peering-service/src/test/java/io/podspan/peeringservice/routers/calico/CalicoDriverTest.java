package io.podspan.peeringservice.routers.calico;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.Json;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.ClusterReading.FoundRouter;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.router.Caution;
import io.podspan.peeringservice.peering.router.Detection;
import io.podspan.peeringservice.peering.router.Drift;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Planning.Planned;
import io.podspan.peeringservice.peering.router.Remains;
import io.podspan.peeringservice.peering.router.Right;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.routers.Drivers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/**
 * The driver against a simulated API server. Join, leave, and both taken back work on the same
 * objects: they are in one class, so that each is held to what the others leave behind.
 */
class CalicoDriverTest extends OnCalico {
  private RouterChange plan(Aim aim) {
    return drivers.plan(aim);
  }

  private RouterChange join() {
    return plan(new Aim("asia", TOKYO, List.of(LONDON), List.of(REFLECTOR), List.of()));
  }

  private RouterChange leave() {
    return plan(new Aim("asia", TOKYO, List.of(), List.of(), List.of(REFLECTOR)));
  }

  private List<Drift> drift(RouterChange... written) {
    Aim aim = new Aim("asia", TOKYO, List.of(LONDON), List.of(REFLECTOR), List.of());
    return driver.standing(TOKYO.access()).drift(aim, List.of(written));
  }

  private RouterChange joined() {
    RouterChange change = join();
    driver.apply(TOKYO.access(), change);
    driver.restore(TOKYO.access(), change, List.of());
    return change;
  }

  @Test
  void objectsOfOthersAreNoDrift() {
    RouterChange change = joined();
    drivers.paper.create(
        ResourceType.BGP_PEER,
        "",
        "theirs",
        "{\"spec\": {\"peerIP\": \"198.51.100.9\", \"asNumber\": 64999}}");
    remove(ResourceType.BGP_PEER, "theirs");
    assertThat(drift(change)).isEmpty();
  }

  @Test
  void ourObjectsThatAreGoneOrChangedAreDrift() {
    RouterChange change = joined();
    String peer = objects(ResourceType.BGP_PEER).getFirst().at("/metadata/name").asText();
    String pool = objects(ResourceType.IP_POOL).getFirst().at("/metadata/name").asText();
    drivers
        .paper
        .store()
        .update(
            ObjectKey.of(ResourceType.IP_POOL, "", pool),
            object -> {
              object.withObject("/spec").put("natOutgoing", true);
              return object;
            });
    remove(ResourceType.BGP_PEER, peer);
    List<Drift> drift = drift(change);
    assertThat(drift)
        .extracting(Drift::object)
        .containsExactly("BGPPeer " + peer, "IPPool " + pool);
    assertThat(drift.getFirst().difference().getFirst())
        .startsWith("- BGPPeer " + peer + ": peerIP");
    assertThat(drift.getLast().difference()).endsWith("+ natOutgoing true");
    assertThat(drift.getLast().owner()).as("our own label").isNull();
  }

  @Test
  void whatRemainsIsWhatTheChangesMadeAndDidNotTakeAway() {
    RouterChange change = joined();
    Aim leave = new Aim("asia", TOKYO, List.of(), List.of(), List.of(REFLECTOR));
    assertThat(driver.remains(leave, List.of(change)))
        .extracting(Remains::object)
        .containsExactlyInAnyOrder(
            "BGPPeer " + objects(ResourceType.BGP_PEER).getFirst().at("/metadata/name").asText(),
            "IPPool " + objects(ResourceType.IP_POOL).getFirst().at("/metadata/name").asText(),
            "BGPFilter podspan-interconnects");
    assertThat(driver.remains(leave, List.of(change, leave()))).isEmpty();
  }

  @Test
  void aPoolOfOtherAddressesStaysWhateverItsName() {
    RouterChange join = join();
    driver.apply(TOKYO.access(), join);
    String pool = objects(ResourceType.IP_POOL).getFirst().at("/metadata/name").asText();
    edit(
        ResourceType.IP_POOL,
        pool,
        object -> object.withObject("/spec").put("cidr", "10.20.0.0/16"));
    driver.restore(TOKYO.access(), join.takenBack(), List.of());
    assertThat(objects(ResourceType.IP_POOL))
        .extracting(object -> object.at("/spec/cidr").asText())
        .containsExactly("10.20.0.0/16");
  }

  private String written(RouterChange change, String... done) {
    return driver.written(TOKYO.access(), change, List.of(done)).orElseThrow();
  }

  private ObjectNode filter() {
    return objects(ResourceType.BGP_FILTER).getFirst();
  }

  private Aim wanted(Cluster... others) {
    return new Aim("asia", TOKYO, List.of(others), List.of(REFLECTOR), List.of());
  }

  @Test
  void theFilterIsThereBeforeAnyPeerAndGoesAfterTheLastOne() {
    RouterChange join = join();
    driver.apply(TOKYO.access(), join);
    assertThat(filter().at("/metadata/name").asText()).isEqualTo("podspan-interconnects");
    assertThat(filter().at("/spec/importV4").findValuesAsText("cidr"))
        .containsExactly("10.102.0.0/16", "10.2.0.0/16", "0.0.0.0/0");
    roll(join, drivers.paper.nodes());
    assertThat(drift(join)).extracting(Drift::object).isEmpty();

    RouterChange leave = leave();
    driver.apply(TOKYO.access(), leave);
    assertThat(objects(ResourceType.BGP_FILTER)).as("nodes have peers still").hasSize(1);
    roll(leave, drivers.paper.nodes());
    assertThat(objects(ResourceType.BGP_FILTER)).isEmpty();
  }

  @Test
  void aFilterThatIsGoneOrThatSomebodyChangedIsDriftAndOneThatIsBehindIsOutdated() {
    RouterChange change = joined();
    Cluster lyon = Samples.cluster("lyon", 4, Samples.KUBE_ROUTER);
    assertThat(driver.standing(TOKYO.access()).isOutdated(wanted(LONDON))).isFalse();
    assertThat(driver.standing(TOKYO.access()).isOutdated(wanted(LONDON, lyon))).isTrue();
    RouterChange more = plan(wanted(LONDON, lyon));
    roll(more, List.of());
    assertThat(driver.standing(TOKYO.access()).isOutdated(wanted(LONDON, lyon))).isFalse();

    remove(ResourceType.BGP_FILTER, "podspan-interconnects");
    assertThat(driver.standing(TOKYO.access()).drift(wanted(LONDON, lyon), List.of(change, more)))
        .extracting(Drift::object)
        .containsExactly("BGPFilter podspan-interconnects");
    assertThat(driver.standing(TOKYO.access()).isOutdated(wanted(LONDON, lyon))).isFalse();
  }

  private void wroteFilter(String manager, String time, String fields) {
    edit(
        ResourceType.BGP_FILTER,
        "podspan-interconnects",
        filter ->
            filter
                .withArray("/metadata/managedFields")
                .addObject()
                .put("manager", manager)
                .put("time", time)
                .set("fieldsV1", Json.parse(fields)));
  }

  @Test
  void whoOnlyLabelsTheFilterHasNoPartInItsRules() {
    joined();
    wroteFilter("kubectl", "2026-11-01T00:00:02Z", "{\"f:metadata\": {\"f:labels\": {}}}");
    wroteFilter("podspan", "2026-11-01T00:00:01Z", "{\"f:spec\": {\"f:importV4\": {}}}");
    assertThat(driver.standing(TOKYO.access()).isOutdated(wanted())).isTrue();
    assertThat(driver.standing(TOKYO.access()).drift(wanted(), List.of()))
        .extracting(Drift::object)
        .doesNotContain("BGPFilter podspan-interconnects");
  }

  @Test
  void whoWroteTheRulesLastDidThemWhereverTheServerListsHim() {
    joined();
    wroteFilter("gitops", "2026-11-01T00:00:02Z", "{\"f:spec\": {\"f:importV6\": {}}}");
    wroteFilter("podspan", "2026-11-01T00:00:01Z", "{\"f:spec\": {\"f:importV4\": {}}}");
    assertThat(driver.standing(TOKYO.access()).isOutdated(wanted())).isFalse();
    assertThat(driver.standing(TOKYO.access()).drift(wanted(), List.of()))
        .filteredOn(drift -> drift.object().equals("BGPFilter podspan-interconnects"))
        .extracting(Drift::writer)
        .containsExactly("gitops");
  }

  private void theirPeer(String name) {
    drivers.paper.create(
        ResourceType.BGP_PEER,
        "",
        name,
        "{\"metadata\": {\"labels\": {\"podspan.io/interconnect\": \"asia2\"}}, \"spec\":"
            + " {\"peerIP\": \"198.51.100.9\", \"asNumber\": 64999,"
            + " \"filters\": [\"podspan-interconnects\"]}}");
  }

  @Test
  void aLeaveThatWasHeldDoesNotTakeTheFilterFromUnderWhoCameMeanwhile() {
    roll(join(), drivers.paper.nodes());
    RouterChange leave = leave();
    roll(leave, drivers.paper.nodes());
    assertThat(objects(ResourceType.BGP_FILTER)).isEmpty();
    RouterChange second =
        plan(new Aim("asia2", TOKYO, List.of(LONDON), List.of(REFLECTOR), List.of()));
    roll(second, drivers.paper.nodes());
    ObjectNode before = filter();
    finish(leave);
    assertThat(objects(ResourceType.BGP_FILTER)).containsExactly(before);
  }

  @Test
  void nobodysPeerLosesTheFilterThatItNames() {
    roll(join(), drivers.paper.nodes());
    RouterChange leave = leave();
    driver.apply(TOKYO.access(), leave);
    theirPeer("theirs");
    drivers.paper.nodes().forEach(node -> turn(leave, node));
    finish(leave);
    assertThat(objects(ResourceType.BGP_FILTER)).hasSize(1);
    remove(ResourceType.BGP_PEER, "theirs");
    finish(leave);
    assertThat(objects(ResourceType.BGP_FILTER)).as("no peer names it any more").isEmpty();
  }

  @Test
  void theFilterIsNotNarrowedUnderAPeerThatThePlanDoesNotKnow() {
    Cluster lyon = Samples.cluster("lyon", 4, Samples.KUBE_ROUTER);
    roll(plan(wanted(LONDON, lyon)), drivers.paper.nodes());
    RouterChange less = plan(wanted(LONDON));
    driver.apply(TOKYO.access(), less);
    ObjectNode wide = filter();
    theirPeer("podspan-asia2-reflector");
    finish(less);
    assertThat(filter()).isEqualTo(wide);
    remove(ResourceType.BGP_PEER, "podspan-asia2-reflector");
    finish(less);
    assertThat(filter()).isNotEqualTo(wide);
    assertThat(driver.standing(TOKYO.access()).isOutdated(wanted(LONDON))).isFalse();
  }

  @Test
  void aFilterOfOthersWithOurNameIsNotTouched() {
    drivers.paper.create(ResourceType.BGP_FILTER, "", "podspan-interconnects", "{\"spec\": {}}");
    assertThat(driver.apply(TOKYO.access(), join()))
        .isInstanceOfSatisfying(
            RouterOutcome.Refused.class,
            refused ->
                assertThat(refused.reason())
                    .isEqualTo("There is another BGPFilter named podspan-interconnects."));
    assertThat(objects(ResourceType.BGP_PEER)).isEmpty();
  }

  @Test
  void whatIsWrittenLooksTheSameOnTheWayUntilSomebodyEditsIt() {
    RouterChange change = join();
    driver.apply(TOKYO.access(), change);
    String written = written(change);
    assertThat(written).contains("BGPPeer podspan-asia-reflector: peerIP", "IPPool podspan-asia");
    String node = drivers.paper.nodes().getFirst();
    driver.changeNode(TOKYO.access(), change, node);
    assertThat(written(change, node)).isEqualTo(written);
    ObjectKey peer = ObjectKey.of(ResourceType.BGP_PEER, "", "podspan-asia-reflector." + node);
    drivers
        .paper
        .store()
        .update(
            peer,
            object -> {
              object.withObject("/spec").put("asNumber", 64999);
              return object;
            });
    assertThat(written(change, node)).contains(peer.name() + ": asNumber 64999");
    drivers.paper.store().remove(peer);
    assertThat(written(change, node)).contains(peer.name() + " is gone");
    assertThat(driver.written(TOKYO.access(), change.takenBack(), List.of(node))).isEmpty();
    driver.restore(TOKYO.access(), change, List.of());
    assertThat(written(change, node)).as("one of all nodes took its place").isEqualTo(written);
  }

  @Test
  void aPeerThatSomebodyElseHadMadeIsNeededStill() {
    drivers.paper.create(
        ResourceType.BGP_PEER,
        "",
        "theirs",
        "{\"spec\": {\"peerIP\": \"%s\", \"asNumber\": %d}}"
            .formatted(REFLECTOR.address(), REFLECTOR.asn()));
    RouterChange change = joined();
    assertThat(drift(change)).isEmpty();
    remove(ResourceType.BGP_PEER, "theirs");
    assertThat(drift(change)).hasSize(1);
  }

  @Test
  void readsItsReleaseAsnPoolsAndBlocks() {
    drivers.paper.create(
        ResourceType.BGP_CONFIGURATION, "", "default", "{\"spec\": {\"asNumber\": 65003}}");
    drivers.paper.create(
        ResourceType.IP_POOL, "", "pool", "{\"spec\": {\"cidr\": \"10.1.0.0/17\"}}");
    drivers.paper.create(
        ResourceType.IP_POOL,
        "",
        "off",
        "{\"spec\": {\"cidr\": \"10.9.0.0/16\", \"disabled\": true}}");
    FoundRouter found = driver.detect(TOKYO.access()).router().orElseThrow();
    assertThat(found.kind()).isEqualTo(Samples.CALICO);
    assertThat(found.version()).isEqualTo("v2.1.0");
    assertThat(found.asn().value()).isEqualTo(65003);
    assertThat(found.podCidrs().value()).isEqualTo(Samples.cidrs("10.1.0.0/17"));
  }

  /** As its operator installs it. Nothing of it is in kube-system then. */
  private void moveToCalicoSystem(String environment) {
    drivers.paper.store().remove(drivers.paper.daemonSetKey());
    drivers.paper.create(
        ResourceType.DAEMON_SET,
        "calico-system",
        "any-name",
        """
        {"spec": {"selector": {"matchLabels": {"a": "b"}}, "template": {"spec": {
          "nodeSelector": {"kubernetes.io/os": "linux"},
          "containers": [{"name": "c", "image": "quay.io/calico/node:v3.28.0", "env": [%s]}]}}}}
        """
            .formatted(environment));
  }

  @Test
  void isFoundWhereItsOperatorInstallsIt() {
    moveToCalicoSystem("{\"name\": \"CALICO_NETWORKING_BACKEND\", \"value\": \"bird\"}");
    FoundRouter found = driver.detect(TOKYO.access()).router().orElseThrow();
    assertThat(found.facts().place()).isEqualTo("calico-system/any-name");
    assertThat(found.version()).isEqualTo("v3.28.0");
    assertThat(found.facts().nodeMesh()).isTrue();
  }

  @Test
  void isNoRouterWhereAConfigMapSaysThatBirdDoesNotRun() {
    moveToCalicoSystem(
        """
        {"name": "CALICO_NETWORKING_BACKEND",
         "valueFrom": {"configMapKeyRef": {"name": "calico-config", "key": "calico_backend"}}}
        """);
    drivers.paper.create(
        ResourceType.CONFIG_MAP,
        "calico-system",
        "calico-config",
        "{\"data\": {\"calico_backend\": \"vxlan\"}}");
    Detection detection = driver.detect(TOKYO.access());
    assertThat(detection.router()).isEmpty();
    assertThat(detection.silent())
        .containsExactly(
            "Calico in calico-system/any-name runs without BIRD (CALICO_NETWORKING_BACKEND is"
                + " vxlan).");
  }

  @Test
  void readsMeshHostBitsAndDisabledPoolsThatAreInUse() {
    drivers.paper.create(
        ResourceType.BGP_CONFIGURATION,
        "",
        "default",
        "{\"spec\": {\"asNumber\": \"64513\", \"nodeToNodeMeshEnabled\": false}}");
    drivers.paper.create(
        ResourceType.IP_POOL, "", "a", "{\"spec\": {\"cidr\": \"172.20.5.7/14\"}}");
    drivers.paper.create(
        ResourceType.IP_POOL,
        "",
        "b",
        "{\"spec\": {\"cidr\": \"10.9.0.0/16\", \"disabled\": true}}");
    drivers.paper.create(ResourceType.IP_POOL, "", "c", "{\"spec\": {\"cidr\": \"10.8\"}}");
    FoundRouter found = driver.detect(TOKYO.access()).router().orElseThrow();
    assertThat(found.asn().value()).isEqualTo(64513);
    assertThat(found.facts().nodeMesh()).isFalse();
    assertThat(found.podCidrs().value()).isEqualTo(Samples.cidrs("172.20.0.0/14"));
    assertThat(found.facts().faults())
        .extracting(Violation::code)
        .containsExactly("unreadable-cidr");
  }

  private List<String> peers() {
    return objects(ResourceType.BGP_PEER).stream()
        .map(peer -> peer.at("/metadata/name").asText())
        .toList();
  }

  private RouterOutcome.OfChange turn(RouterChange change, String node) {
    assertThat(driver.checkNode(TOKYO.access(), change, node))
        .isEqualTo(new RouterOutcome.Changeable());
    return driver.changeNode(TOKYO.access(), change, node);
  }

  /** Every call is made twice, as after a crash. */
  private void roll(RouterChange change, List<String> nodes) {
    RouterOutcome.OfWrite written = new RouterOutcome.Applied();
    assertThat(driver.apply(TOKYO.access(), change)).isEqualTo(written);
    assertThat(driver.apply(TOKYO.access(), change)).isEqualTo(written);
    for (String node : nodes) {
      assertThat(turn(change, node)).isEqualTo(new RouterOutcome.Changed());
      assertThat(turn(change, node)).isEqualTo(new RouterOutcome.UpToDate());
    }
    finish(change);
    finish(change);
  }

  private void finish(RouterChange change) {
    assertThat(driver.restore(TOKYO.access(), change, List.of()))
        .isEqualTo(new RouterOutcome.Restored());
  }

  @Test
  void eachNodeGetsItsPeerWhenItsTurnComesAndOnePeerOfAllTakesTheirPlace() {
    RouterChange join = join();
    driver.apply(TOKYO.access(), join);
    assertThat(peers()).as("no session starts before the first turn").isEmpty();
    ObjectNode pool = objects(ResourceType.IP_POOL).getFirst();
    assertThat(pool.at("/spec").toString())
        .contains("\"disabled\":true", "\"natOutgoing\":false", "\"disableBGPExport\":true");

    assertThat(turn(join, "paris-1")).isEqualTo(new RouterOutcome.Changed());
    assertThat(peers()).containsExactly("podspan-asia-reflector.paris-1");
    assertThat(objects(ResourceType.BGP_PEER).getFirst().at("/spec").toString())
        .isEqualTo(
            "{\"asNumber\":64512,\"filters\":[\"podspan-interconnects\"],\"node\":\"paris-1\","
                + "\"peerIP\":\"192.0.2.1\"}");
    assertThat(turn(join, "paris-2")).isEqualTo(new RouterOutcome.Changed());
    assertThat(peers())
        .containsExactly("podspan-asia-reflector.paris-1", "podspan-asia-reflector.paris-2");

    finish(join);
    ObjectNode peer = objects(ResourceType.BGP_PEER).getFirst();
    assertThat(peers()).containsExactly("podspan-asia-reflector");
    assertThat(peer.at("/metadata/labels/podspan.io~1interconnect").asText()).isEqualTo("asia");
    assertThat(peer.at("/spec/peerIP").asText()).isEqualTo("192.0.2.1");
    assertThat(peer.at("/spec/asNumber").asLong()).isEqualTo(64512);
    assertThat(peer.at("/spec/nodeSelector").asText())
        .as("a peer without it makes another session in BIRD")
        .isEqualTo("all()");
    assertThat(join().isEmpty()).isTrue();
  }

  @Test
  void aLeaveTakesThePeerFromNodeAfterNode() {
    roll(join(), drivers.paper.nodes());
    RouterChange leave = leave();
    driver.apply(TOKYO.access(), leave);
    assertThat(peers())
        .containsExactly("podspan-asia-reflector.paris-1", "podspan-asia-reflector.paris-2");
    assertThat(turn(leave, "paris-2")).isEqualTo(new RouterOutcome.Changed());
    assertThat(peers()).containsExactly("podspan-asia-reflector.paris-1");
    assertThat(objects(ResourceType.IP_POOL)).as("there is a route still").hasSize(1);
    assertThat(turn(leave, "paris-1")).isEqualTo(new RouterOutcome.Changed());
    finish(leave);
    assertThat(peers()).isEmpty();
    assertThat(objects(ResourceType.IP_POOL)).isEmpty();
    assertThat(leave().isEmpty()).isTrue();
  }

  @Test
  void doingItAgainChangesNothing() {
    RouterChange join = join();
    roll(join, List.of("paris-1", "paris-2"));
    assertThat(peers()).containsExactly("podspan-asia-reflector");
    roll(leave(), List.of("paris-2", "paris-1"));
    assertThat(peers()).isEmpty();
  }

  @Test
  void aJoinIsTakenBackNodeByNodeTwiceEach() {
    RouterChange join = join();
    driver.apply(TOKYO.access(), join);
    turn(join, "paris-1");
    turn(join, "paris-2");
    RouterChange back = join.takenBack();
    assertThat(driver.revert(TOKYO.access(), join)).isEqualTo(new RouterOutcome.Applied());
    assertThat(driver.revert(TOKYO.access(), join)).isEqualTo(new RouterOutcome.Applied());
    assertThat(peers()).hasSize(2);
    assertThat(turn(back, "paris-2")).isEqualTo(new RouterOutcome.Changed());
    assertThat(turn(back, "paris-2")).isEqualTo(new RouterOutcome.UpToDate());
    assertThat(peers()).containsExactly("podspan-asia-reflector.paris-1");
    turn(back, "paris-1");
    finish(back);
    assertThat(peers()).isEmpty();
    assertThat(objects(ResourceType.IP_POOL)).isEmpty();
  }

  @Test
  void aLeaveIsTakenBackNodeByNode() {
    roll(join(), drivers.paper.nodes());
    RouterChange leave = leave();
    driver.apply(TOKYO.access(), leave);
    turn(leave, "paris-2");
    RouterChange back = leave.takenBack();
    assertThat(driver.revert(TOKYO.access(), leave)).isEqualTo(new RouterOutcome.Applied());
    assertThat(turn(back, "paris-2")).isEqualTo(new RouterOutcome.Changed());
    assertThat(turn(back, "paris-1")).isEqualTo(new RouterOutcome.UpToDate());
    finish(back);
    assertThat(peers()).containsExactly("podspan-asia-reflector");
    assertThat(objects(ResourceType.IP_POOL)).hasSize(1);
  }

  @Test
  void atNoMomentOfTheExchangeIsANodeWithoutItsPeer() {
    RouterChange join = join();
    driver.apply(TOKYO.access(), join);
    drivers.paper.nodes().forEach(node -> turn(join, node));
    List<String> bare = new CopyOnWriteArrayList<>();
    drivers
        .paper
        .store()
        .listen(
            change ->
                drivers.paper.nodes().stream()
                    .filter(node -> !hasPeer(node))
                    .forEach(node -> bare.add(node + " after " + change.key())));
    finish(join);
    assertThat(driver.apply(TOKYO.access(), leave())).isEqualTo(new RouterOutcome.Applied());
    assertThat(peers()).hasSize(2);
    assertThat(bare).isEmpty();
  }

  private boolean hasPeer(String node) {
    return objects(ResourceType.BGP_PEER).stream()
        .anyMatch(
            peer ->
                peer.at("/spec/node").asText().equals(node)
                    || peer.at("/spec/nodeSelector").asText().equals("all()"));
  }

  @Test
  void thePeerOfAllWaitsForNodesThatAreAway() {
    RouterChange join = join();
    driver.apply(TOKYO.access(), join);
    turn(join, "paris-1");
    assertThat(driver.restore(TOKYO.access(), join, List.of("paris-2")))
        .isInstanceOfSatisfying(
            RouterOutcome.Held.class, held -> assertThat(held.why()).contains("paris-2 is away"));
    assertThat(peers()).containsExactly("podspan-asia-reflector.paris-1");
  }

  @Test
  void whatAStoppedJoinLeftIsTakenWithTheLeave() {
    RouterChange join = join();
    driver.apply(TOKYO.access(), join);
    turn(join, "paris-1");
    RouterChange leave = leave();
    assertThat(leave.diff()).hasSize(3);
    driver.apply(TOKYO.access(), leave);
    assertThat(turn(leave, "paris-2")).isEqualTo(new RouterOutcome.UpToDate());
    finish(leave);
    assertThat(peers()).isEmpty();
    assertThat(objects(ResourceType.IP_POOL)).isEmpty();
  }

  @Test
  void aStoppedJoinGoesOnWithWhatIsThere() {
    RouterChange join = join();
    driver.apply(TOKYO.access(), join);
    turn(join, "paris-1");
    RouterChange again = join();
    assertThat(again.diff()).containsExactly(join.diff().get(0));
    assertThat(turn(again, "paris-1")).isEqualTo(new RouterOutcome.UpToDate());
    turn(again, "paris-2");
    finish(again);
    assertThat(peers()).containsExactly("podspan-asia-reflector");
  }

  private void edit(String peer, String field, String value) {
    drivers
        .paper
        .store()
        .update(
            ObjectKey.of(ResourceType.BGP_PEER, "", peer),
            object -> {
              object.withObject("/spec").put(field, value);
              return object;
            });
  }

  @Test
  void aPeerThatSomebodyChangedSinceItWasReadIsAConflict() {
    roll(join(), drivers.paper.nodes());
    RouterChange leave = leave();
    edit("podspan-asia-reflector", "keepaliveTime", "20s");
    assertThat(driver.apply(TOKYO.access(), leave))
        .isInstanceOfSatisfying(
            RouterOutcome.Conflict.class,
            c -> assertThat(c.why()).contains("podspan-asia-reflector changed"));
    assertThat(peers()).containsExactly("podspan-asia-reflector");
    assertThat(driver.apply(TOKYO.access(), leave())).isEqualTo(new RouterOutcome.Applied());
    assertThat(objects(ResourceType.BGP_PEER))
        .as("what somebody added makes the session, so the peers of nodes have it")
        .allMatch(peer -> peer.at("/spec/keepaliveTime").asText().equals("20s"));
  }

  @Test
  void aNodesPeerThatSomebodyChangedStopsTheRolloutThere() {
    RouterChange join = join();
    driver.apply(TOKYO.access(), join);
    turn(join, "paris-1");
    edit("podspan-asia-reflector.paris-1", "peerIP", "203.0.113.9");
    assertThat(driver.changeNode(TOKYO.access(), join, "paris-1"))
        .isInstanceOfSatisfying(
            RouterOutcome.Refused.class,
            r -> assertThat(r.reason()).contains("podspan-asia-reflector.paris-1"));
  }

  @Test
  void aPeerOfAnEarlierVersionIsTakenFromAllNodesAtOnceAndThatIsSaid() {
    drivers.paper.create(
        ResourceType.BGP_PEER,
        "",
        "podspan-asia-reflector",
        """
        {"metadata": {"labels": {"podspan.io/interconnect": "asia"}},
         "spec": {"peerIP": "192.0.2.1", "asNumber": 64512}}
        """);
    assertThat(join().diff()).as("it does, and is not exchanged").hasSize(1);
    Aim aim = new Aim("asia", TOKYO, List.of(), List.of(), List.of(REFLECTOR));
    Planned planned = (Planned) driver.read(TOKYO.access()).plan(aim);
    assertThat(planned.cautions())
        .extracting(Caution::code)
        .containsExactly("calico-all-nodes-at-once");
    driver.apply(TOKYO.access(), planned.change());
    assertThat(peers()).isEmpty();
    assertThat(driver.checkNode(TOKYO.access(), planned.change(), "paris-1"))
        .isEqualTo(new RouterOutcome.UpToDate());
    finish(planned.change());
  }

  @Test
  void aNodeOfAnotherAsIsLeftOutOfThePeerOfAll() {
    annotate("paris-2", "65009");
    RouterChange join = join();
    assertThat(join.diff().getFirst())
        .contains("nodeSelector kubernetes.io/hostname != 'host-of-paris-2', filters");
    driver.apply(TOKYO.access(), join);
    turn(join, "paris-1");
    finish(join);
    driver.apply(TOKYO.access(), leave());
    assertThat(peers()).containsExactly("podspan-asia-reflector.paris-1");
  }

  /** As when a reflector gets another address. */
  @Test
  void aPeerIsReplacedOnEachNodeInItsTurn() {
    roll(join(), drivers.paper.nodes());
    Aim leave = new Aim("asia", TOKYO, List.of(), List.of(), List.of(REFLECTOR));
    Reflector moved = new Reflector("reflector", "192.0.2.9", 179, 64512);
    Aim join = new Aim("asia", TOKYO, List.of(LONDON), List.of(moved), List.of());
    RouterChange change =
        new ObjectChange(
                List.copyOf(ObjectChange.of(plan(join)).createdPeers()),
                List.copyOf(ObjectChange.of(plan(leave)).deletedPeers()))
            .toChange();
    roll(change, List.of("paris-1", "paris-2"));
    assertThat(objects(ResourceType.BGP_PEER))
        .extracting(peer -> peer.at("/spec/peerIP").asText())
        .containsExactly("192.0.2.9");
    RouterChange back = change.takenBack();
    assertThat(driver.revert(TOKYO.access(), change)).isEqualTo(new RouterOutcome.Applied());
    turn(back, "paris-2");
    assertThat(objects(ResourceType.BGP_PEER))
        .extracting(peer -> peer.at("/spec/peerIP").asText())
        .containsExactly("192.0.2.9", "192.0.2.1");
    turn(back, "paris-1");
    finish(back);
    assertThat(objects(ResourceType.BGP_PEER))
        .extracting(peer -> peer.at("/spec/peerIP").asText())
        .containsExactly("192.0.2.1");
  }

  private void annotate(String node, String asn) {
    drivers
        .paper
        .store()
        .update(
            ObjectKey.of(ResourceType.NODE, "", node),
            object -> {
              ObjectNode metadata = object.withObject("/metadata");
              metadata.withObject("/labels").put("kubernetes.io/hostname", "host-of-" + node);
              metadata.withObject("/annotations").put("projectcalico.org/ASNumber", asn);
              return object;
            });
  }

  @Test
  void nothingItDoesTouchesTheMeshOfTheNodes() {
    drivers.paper.create(
        ResourceType.BGP_CONFIGURATION,
        "",
        "default",
        "{\"spec\": {\"asNumber\": 64512, \"nodeToNodeMeshEnabled\": true}}");
    String before = objects(ResourceType.BGP_CONFIGURATION).toString();
    roll(join(), drivers.paper.nodes());
    roll(leave(), drivers.paper.nodes());
    assertThat(objects(ResourceType.BGP_CONFIGURATION)).hasToString(before);
  }

  @Test
  void usesTheOtherGroupWhereTheApiServerHasNoOther() {
    drivers.close();
    drivers = new Drivers(folder.resolve("v3"), "calico-v3");
    driver = drivers.routers.of(Samples.CALICO);
    ResourceType type = ResourceType.CALICO_V3.getFirst();
    RouterChange join = join();
    roll(join, drivers.paper.nodes());
    assertThat(drivers.paper.store().list(type, ""))
        .extracting(peer -> peer.at("/apiVersion").asText())
        .containsExactly("projectcalico.org/v3");
    assertThat(driver.rights(TOKYO.access()))
        .contains(new Right("create", "projectcalico.org", "bgppeers", ""));
    roll(leave(), drivers.paper.nodes());
    assertThat(drivers.paper.store().list(type, "")).isEmpty();
  }

  @Test
  void anObjectOfSomebodyElseIsLeftAlone() {
    RouterChange change = join();
    drivers.paper.create(
        ResourceType.BGP_PEER,
        "",
        "podspan-asia-reflector",
        "{\"spec\": {\"peerIP\": \"203.0.113.9\", \"asNumber\": 65000}}");
    assertThat(driver.apply(TOKYO.access(), change))
        .isInstanceOfSatisfying(
            RouterOutcome.Refused.class,
            r -> assertThat(r.reason()).contains("another BGPPeer named podspan-asia-reflector"));
    driver.revert(TOKYO.access(), change);
    assertThat(objects(ResourceType.BGP_PEER)).hasSize(1);
    assertThat(objects(ResourceType.IP_POOL)).isEmpty();
  }

  @Test
  void saysThatANodeIsNotReady() {
    drivers.paper.setReady("paris-1", false);
    assertThat(driver.checkNode(TOKYO.access(), join(), "paris-1"))
        .isInstanceOf(RouterOutcome.Away.class);
  }
}
