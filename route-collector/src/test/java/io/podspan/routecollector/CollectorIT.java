package io.podspan.routecollector;

import static io.podspan.clusteraccess.JoinedLab.PARIS;
import static io.podspan.clusteraccess.JoinedLab.TOKYO;
import static io.podspan.testkit.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.podspan.clusteraccess.EventsOnKafka;
import io.podspan.clusteraccess.JoinedLab;
import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.IntentEvent.ClusterRegisteredV1;
import io.podspan.events.IntentEvent.InterconnectDeclared;
import io.podspan.events.PeerIdentity;
import io.podspan.events.RouteEvent.NodeRoutesChanged;
import io.podspan.events.RouteEvent.NodeSessionsChanged;
import io.podspan.events.RouteEvent.RouteMissing;
import io.podspan.events.RouteEvent.RouteRestored;
import io.podspan.events.SessionEvent.PeerRoutesChanged;
import io.podspan.events.SessionEvent.SessionEstablished;
import io.podspan.events.Topic;
import io.podspan.events.reason.OriginReason;
import io.podspan.events.reason.RouteReason;
import io.podspan.lab.network.Command;
import io.podspan.lab.network.Fabric;
import io.podspan.lab.network.Topology;
import io.podspan.testkit.ApiDescription;
import io.podspan.testkit.RealInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The whole service on real routers and kernels: one story, told in order. It is long because each
 * step begins with what the one before has left, in one lab.
 */
@QuarkusTest
@QuarkusTestResource(
    value = RealInfrastructure.class,
    initArgs = @ResourceArg(name = "schema", value = "collector"))
@TestProfile(CollectorIT.OnTheLab.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CollectorIT {
  private static final String LAB = "rcit";

  /** Rounds look each 10 s: what is told sooner is told by feeds, on a busy machine too. */
  private static final Duration SOON = Duration.ofSeconds(4);

  private static final Set<String> ALL_NODES =
      Set.of("paris/paris-n1", "paris/paris-n2", "tokyo/tokyo-n1", "tokyo/tokyo-n2");

  private static JoinedLab lab;
  private static EventsOnKafka routes;
  private static ToldOfNodes told;

  /** The service finds the lab's kubeconfigs. */
  public static class OnTheLab implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "podspan.credentials-dir",
          JoinedLab.credentials(LAB).toString(),
          "podspan.collector.interval",
          "PT0.5S",
          // What is told sooner of nodes that are followed is told by their feeds.
          "podspan.collector.followed-interval",
          "PT10S");
    }
  }

  @BeforeAll
  static void up() {
    lab = JoinedLab.up(LAB, "198.18.11.0/24");
    routes = new EventsOnKafka(Topic.ROUTES);
    told = new ToldOfNodes(routes);
  }

  @AfterAll
  static void down() {
    if (lab != null) {
      routes.close();
      lab.close();
    }
  }

  @Test
  void everyAnswerIsDescribed() {
    assertThat(ApiDescription.gaps()).isEmpty();
  }

  @Test
  @Order(1)
  void becomesReadyAndKnowsNoNodes() {
    await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    given().get("/api/v1/nodes").then().statusCode(200).body("total", equalTo(0));
  }

  @Test
  @Order(2)
  void tellsWhatEveryNodeHasOnceItsClusterIsRegistered() {
    lab.clusters().forEach(cluster -> routes.say(new ClusterRegisteredV1(cluster)));
    await()
        .untilAsserted(
            () ->
                assertThat(routes.heard(NodeRoutesChanged.class))
                    .extracting(NodeRoutesChanged::subject)
                    .containsAll(ALL_NODES));
    assertThat(routes.heard(RouteMissing.class)).isEmpty();
    given()
        .get("/api/v1/nodes?cluster=tokyo")
        .then()
        .body("total", equalTo(2))
        .body("nodes.verdict", everyItem(equalTo("COMPLETE")))
        .body("nodes.unreadable", everyItem(nullValue()));
  }

  @Test
  @Order(3)
  void tellsWhichRoutesAreMissingAndWhyOnceTheClustersAreToBeJoined() {
    routes.say(new InterconnectDeclared(lab.interconnect()));
    await().untilAsserted(() -> assertThat(told.lastMissing(2)).isEqualTo(ALL_NODES));
    await().untilAsserted(() -> assertThat(routes.heard(RouteMissing.class)).hasSize(8));
    assertThat(routes.heard(RouteMissing.class))
        .allSatisfy(
            m ->
                assertThat(m.cause())
                    .isEqualTo(new RouteReason.NoReflectorSession(List.of("198.18.11.2"))));
    given()
        .get("/api/v1/nodes/paris/paris-n1")
        .then()
        .body("summary.verdict", equalTo("MISSING"))
        .body("expected.prefix", hasItems("10.3.1.0/24", "10.3.2.0/24"))
        .body("expected.verdict", everyItem(equalTo("missing in RIB")))
        .body("expected.cause.code", everyItem(equalTo("no-reflector-session")));
  }

  @Test
  @Order(4)
  void tellsThatEveryRouteIsThereOnceTheRoutersPeer() {
    lab.join();
    await().untilAsserted(() -> assertThat(told.lastMissing(0)).isEqualTo(ALL_NODES));
    await()
        .untilAsserted(
            () -> assertThat(routes.heard(RouteRestored.class)).hasSizeGreaterThanOrEqualTo(8));
    await()
        .untilAsserted(
            () ->
                assertThat(routes.heard(NodeSessionsChanged.class))
                    .filteredOn(
                        e -> e.sessions().stream().anyMatch(s -> s.reflector() && s.established()))
                    .extracting(NodeSessionsChanged::subject)
                    .containsAll(ALL_NODES));
    for (String node : ALL_NODES) {
      given()
          .get("/api/v1/nodes/" + node)
          .then()
          .body("summary.verdict", equalTo("COMPLETE"))
          .body("summary.missing", equalTo(0))
          .body("expected", hasSize(2))
          .body("expected.verdict", everyItem(equalTo("installed")));
    }
  }

  @Test
  @Order(5)
  void saysNothingTwice() {
    int before = told.whenNothingMoreIsSaid(ALL_NODES);
    routes.say(
        new SessionEstablished(
            new PeerIdentity("bird", "198.18.11.11", PARIS, "paris-n1"),
            64512,
            "198.18.11.11",
            90,
            List.of()));
    String readAt = readAt();
    await().until(() -> !readAt().equals(readAt));
    assertThat(told.changes()).hasSize(before);
  }

  private static String readAt() {
    return given().get("/api/v1/nodes/paris/paris-n1").path("summary.readAt");
  }

  @Test
  @Order(6)
  void aGarbageRecordOnTheSessionsTopicStopsNothing() {
    routes.say(new ProducerRecord<>(Topic.SESSIONS_NAME, "x", new byte[] {1, 2, 3}));
    saysNothingTwice();
    given().get("/q/metrics").then().body(containsString("podspan_dead_letters_total"));
  }

  @Test
  @Order(7)
  void aRouterThatIsKilledMakesItsNodeUnreadableAndForgetsNothing() {
    await()
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () -> {
              // Again when it was started again before somebody looked.
              lab.lab().killRouter(TOKYO, "tokyo-n1");
              JsonPath node = given().get("/api/v1/nodes/tokyo/tokyo-n1").jsonPath();
              // The kernel answers also while the router is away.
              assertThat(node.getString("summary.unreadable.why") + node.getList("summary.gaps"))
                  .isNotEqualTo("null[]");
              assertThat(node.getList("expected")).hasSize(2);
            });
    await()
        .untilAsserted(
            () ->
                given()
                    .get("/api/v1/nodes/tokyo/tokyo-n1")
                    .then()
                    .body("summary.unreadable", nullValue())
                    .body("summary.gaps", empty())
                    .body("summary.verdict", equalTo("COMPLETE")));
  }

  /** One without graceful restart: its routes go with it. */
  @Test
  @Order(8)
  void aRouterThatIsKilledIsNamedToTheNodesThatLoseItsRoutesAndTheReflectorIsNotBlamed() {
    PeerIdentity killed = new PeerIdentity("bird", address("paris-n1"), PARIS, "paris-n1");
    routes.say(
        new SessionEstablished(killed, 64512, address("paris-n1"), 90, List.of("ipv4-unicast")),
        new PeerRoutesChanged(
            killed, true, false, List.of("ipv4-unicast"), 1, List.of(podCidr("paris-n1"))));
    await()
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              lab.lab().killRouter(PARIS, "paris-n1");
              return told.causes("tokyo/tokyo-n2", podCidr("paris-n1"))
                  .anyMatch(OriginReason.RouterDown.class::isInstance);
            });
    assertThat(routes.heard(RouteMissing.class))
        .noneMatch(m -> m.cause() instanceof RouteReason.NotReceived);
    await().untilAsserted(() -> assertThat(told.lastMissing(0)).isEqualTo(ALL_NODES));
  }

  @Test
  @Order(9)
  void aMoreSpecificBlackholeIsNamed() {
    String half = podCidr("tokyo-n2").replace("/24", "/25");
    onNode("paris-n2", "ip", "route", "add", "blackhole", half);
    await()
        .untilAsserted(
            () ->
                assertThat(told.causes("paris/paris-n2", podCidr("tokyo-n2")))
                    .contains(new RouteReason.Shadowed(half, "blackhole", null, null)));
    onNode("paris-n2", "ip", "route", "del", "blackhole", half);
    await().untilAsserted(() -> assertThat(told.lastMissing(0)).isEqualTo(ALL_NODES));
  }

  @Test
  @Order(10)
  void aRouteThatIsNotTheRoutersIsNamedWithWhoSetIt() {
    String elsewhere = address("tokyo-n1");
    String prefix = podCidr("tokyo-n2");
    onNode("paris-n2", "ip", "route", "replace", prefix, "via", elsewhere, "proto", "static");
    await()
        .untilAsserted(
            () ->
                assertThat(told.causes("paris/paris-n2", prefix))
                    .contains(new RouteReason.ForeignRoute("static", elsewhere, "eth0")));
    onNode("paris-n2", "ip", "route", "del", prefix);
    lab.lab().killRouter(PARIS, "paris-n2");
    await().untilAsserted(() -> assertThat(told.lastMissing(0)).isEqualTo(ALL_NODES));
  }

  /** As kube-router has one, of number 77, for its overlay. */
  @Test
  @Order(11)
  void anotherTableThatARuleSendsPacketsOfPodsToIsNamed() {
    String pods = podCidr("paris-n2");
    String prefix = podCidr("tokyo-n2");
    onNode("paris-n2", "ip", "route", "add", "blackhole", prefix, "table", "77");
    onNode("paris-n2", "ip", "rule", "add", "from", pods, "lookup", "77");
    await()
        .untilAsserted(
            () ->
                assertThat(told.causes("paris/paris-n2", prefix))
                    .contains(new RouteReason.OtherTable("77", pods, "blackhole", null, null)));
    onNode("paris-n2", "ip", "route", "del", "blackhole", prefix, "table", "77");
    await().untilAsserted(() -> assertThat(told.lastMissing(0)).isEqualTo(ALL_NODES));
    onNode("paris-n2", "ip", "rule", "del", "from", pods, "lookup", "77");
  }

  @Test
  @Order(12)
  void anInterfaceThatIsTurnedOffIsNamedAndNoTunnelIsAskedFor() {
    onNode("paris-n1", "ip", "link", "set", "eth0", "down");
    await()
        .untilAsserted(
            () ->
                assertThat(told.causes("paris/paris-n1", podCidr("tokyo-n2")))
                    .contains(
                        new RouteReason.InterfaceDown(
                            address("tokyo-n2"), "eth0", RouteReason.InterfaceDown.DOWN)));
    assertThat(routes.heard(RouteMissing.class))
        .noneMatch(m -> m.cause() instanceof RouteReason.NextHopOffSubnet);
    onNode("paris-n1", "ip", "link", "set", "eth0", "up");
    lab.lab().killRouter(PARIS, "paris-n1");
    await().untilAsserted(() -> assertThat(told.lastMissing(0)).isEqualTo(ALL_NODES));
  }

  private static Topology.Node node(String name) {
    return lab.lab().topology().nodes().stream()
        .filter(n -> n.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String address(String node) {
    return node(node).address();
  }

  private static String podCidr(String node) {
    return node(node).podCidr().toString();
  }

  private static void onNode(String node, String... command) {
    new Command(Fabric.enter(node(node).namespace(), command)).require("");
  }

  @Test
  @Order(13)
  void nodesOfKubeRouterAndOfCalicoAreFollowed() {
    await().untilAsserted(() -> assertThat(feeds(PARIS)).containsOnly("following"));
    await().untilAsserted(() -> assertThat(feeds(TOKYO)).containsOnly("following"));
    await()
        .untilAsserted(
            () ->
                given()
                    .get("/q/metrics")
                    .then()
                    .body(
                        containsString(
                            "podspan_node_feeds{cluster=\"paris\",state=\"following\"} 2.0")));
  }

  private static List<String> feeds(String cluster) {
    return given().get("/api/v1/nodes?cluster=" + cluster).jsonPath().getList("nodes.feed.state");
  }

  @Test
  @Order(14)
  void aRouteThatIsTakenFromTheKernelIsSoonMissingAndSoonThereAgain() {
    String prefix = podCidr("tokyo-n1");
    String gateway = address("tokyo-n1");
    List<Duration> missing = new ArrayList<>();
    List<Duration> restored = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      missing.add(
          told.timeUntil(
              RouteMissing.class,
              e -> e.node().equals("paris-n2") && e.cause() instanceof RouteReason.NotInstalled,
              () -> onNode("paris-n2", "ip", "route", "del", prefix)));
      restored.add(
          told.timeUntil(
              RouteRestored.class,
              e -> e.node().equals("paris-n2"),
              () ->
                  onNode("paris-n2", "ip", "route", "add", prefix, "via", gateway, "proto", "17")));
    }
    assertThat(median(missing)).as("until it is missing: %s", missing).isLessThan(SOON);
    assertThat(median(restored)).as("until it is there again: %s", restored).isLessThan(SOON);
  }

  /** The machine may be busy with other things in some of them. */
  private static Duration median(List<Duration> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }

  @Test
  @Order(16)
  void aSessionThatEndsIsToldAtOnce() {
    told.timeUntil(
        NodeSessionsChanged.class,
        e ->
            e.node().equals("paris-n1")
                && e.sessions().stream().anyMatch(s -> s.reflector() && !s.established()),
        () -> onNode("paris-n1", "gobgp", "neighbor", "198.18.11.2", "disable"));
  }

  @Test
  @Order(15)
  void aNodeOfCalicoIsHeardTheKernelAtOnceAndItsRouterEachTwoSeconds() {
    // BIRD would set a route again that somebody deletes.
    String half = node("paris-n2").podCidr().subnet(0, 25).toString();
    Duration missing =
        told.timeUntil(
            RouteMissing.class,
            e -> e.node().equals("tokyo-n1"),
            () -> onNode("tokyo-n1", "ip", "route", "add", "blackhole", half));
    assertThat(missing).isLessThan(SOON);
    onNode("tokyo-n1", "ip", "route", "del", "blackhole", half);
    String peer = sessionOfBird("tokyo-n2");
    Duration lost =
        told.timeUntil(
            NodeSessionsChanged.class,
            e ->
                e.node().equals("tokyo-n2")
                    && e.sessions().stream().anyMatch(s -> s.reflector() && !s.established()),
            () -> birdcl("tokyo-n2", "disable", peer));
    assertThat(lost).isLessThan(Duration.ofSeconds(8));
    birdcl("tokyo-n2", "enable", peer);
    await().untilAsserted(() -> assertThat(told.lastMissing(0)).isEqualTo(ALL_NODES));
  }

  private static String sessionOfBird(String node) {
    return birdcl(node, "show", "protocols")
        .lines()
        .filter(line -> line.contains("BGP") && line.contains("Established"))
        .filter(line -> !line.startsWith("Mesh"))
        .map(line -> line.split(" ")[0])
        .findFirst()
        .orElseThrow();
  }

  /** In the router's own mounts, where its socket is. */
  private static String birdcl(String node, String... words) {
    String bird =
        new Command(List.of("ip", "netns", "pids", node(node).namespace()))
            .require("")
            .lines()
            .filter(pid -> Files.exists(Path.of("/proc", pid, "root/run/calico/bird.ctl")))
            .findFirst()
            .orElseThrow();
    List<String> command =
        new ArrayList<>(
            List.of("nsenter", "-t", bird, "-m", "birdcl", "-s", "/run/calico/bird.ctl"));
    command.addAll(List.of(words));
    return new Command(command).require("");
  }

  @Test
  @Order(17)
  void aNodeWhoseRouterIsKilledIsFollowedAgain() {
    lab.lab().killRouter(PARIS, "paris-n1");
    await()
        .pollInterval(Duration.ofMillis(50))
        .until(() -> feeds(PARIS).stream().anyMatch(state -> !state.equals("following")));
    await().untilAsserted(() -> assertThat(feeds(PARIS)).containsOnly("following"));
    await().untilAsserted(() -> assertThat(told.lastMissing(0)).isEqualTo(ALL_NODES));
  }

  @Test
  @Order(18)
  void tellsHowWellNodesAreSeenAndTheirTablesAsCsv() {
    await()
        .untilAsserted(
            () ->
                given()
                    .get("/api/v1/coverage?cluster=paris")
                    .then()
                    .statusCode(200)
                    .body("clusters[0].nodes.state", everyItem(equalTo("READ")))
                    .body("clusters[0].sources.STREAM", equalTo(2)));
    given().get("/api/v1/coverage?cluster=nowhere").then().statusCode(404);
    given()
        .get("/api/v1/routes?prefix=" + address("tokyo-n1"))
        .then()
        .statusCode(200)
        .body("routes", empty());
    given()
        .get("/api/v1/routes?prefix=" + podCidr("tokyo-n1"))
        .then()
        .body("routes[0].installed", equalTo(2))
        .body("routes[0].on.verdict", everyItem(equalTo("installed")));
    given().get("/api/v1/routes?prefix=x").then().statusCode(400);
    given()
        .accept("text/csv")
        .get("/api/v1/nodes/paris/paris-n1")
        .then()
        .statusCode(200)
        .contentType("text/csv")
        .body(containsString("expected," + podCidr("tokyo-n1") + "," + address("tokyo-n1")));
  }

  @Test
  @Order(18)
  void aCheckOfANodeNamesWhatDropsPackets() {
    String pod = podCidr("tokyo-n1").replaceFirst("\\.0/\\d+$", ".7");
    await().untilAsserted(() -> assertThat(check(pod).getList("findings")).isEmpty());
    assertThat(check(pod).getString("route.outcome")).isEqualTo("FORWARDED");
    assertThat(check(pod).getString("route.gateway")).isEqualTo(address("tokyo-n1"));

    onNode("paris-n2", "ip", "route", "add", "blackhole", pod);
    onNode("paris-n2", "iptables", "-I", "FORWARD", "-j", "DROP");
    JsonPath broken = check(pod);
    onNode("paris-n2", "iptables", "-D", "FORWARD", "-j", "DROP");
    onNode("paris-n2", "ip", "route", "del", "blackhole", pod);
    assertThat(broken.getString("route.outcome")).isEqualTo("BLACKHOLE");
    assertThat(broken.<String>getList("findings.reason.code"))
        .containsExactly("blackhole", "forward-dropped");
    assertThat(broken.getString("findings[0].reason.text")).contains(pod + "/32");

    onNode("paris-n2", "ip", "link", "set", "eth0", "down");
    JsonPath down = check(pod);
    onNode("paris-n2", "ip", "link", "set", "eth0", "up");
    lab.lab().killRouter(PARIS, "paris-n2");
    assertThat(down.getString("findings[0].reason.code")).isEqualTo("interface-down");
    await().untilAsserted(() -> assertThat(told.lastMissing(0)).isEqualTo(ALL_NODES));
  }

  private static JsonPath check(String destination) {
    return given()
        .contentType("application/json")
        .body(Map.of("cluster", "paris", "node", "paris-n2", "destination", destination))
        .post("/api/v1/checks")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  @Test
  @Order(19)
  void aClusterThatCannotBeReadSaysWhy() {
    ClusterState paris = lab.clusters().getFirst();
    routes.say(
        new ClusterRegisteredV1(
            new ClusterState(
                "rome",
                paris.cni(),
                null,
                64512,
                List.of("10.9.0.0/16"),
                List.of(),
                paris.nodes(),
                new AccessReference("no-such-file", null))));
    await()
        .untilAsserted(
            () ->
                given()
                    .get("/api/v1/nodes?cluster=rome")
                    .then()
                    .body("nodes.verdict", everyItem(equalTo("UNKNOWN")))
                    .body(
                        "nodes.unreadable.why",
                        hasItem(containsString("no-such-file is not in the credentials folder"))));
    given()
        .get("/q/metrics")
        .then()
        .body(containsString("podspan_unreadable_nodes{cluster=\"rome\""));
  }

  @Test
  @Order(20)
  void answersWrongQuestionsWithProblems() {
    given()
        .contentType("application/json")
        .body(Map.of("cluster", "paris", "node", "paris-n2", "destination", "x; reboot"))
        .post("/api/v1/checks")
        .then()
        .statusCode(400)
        .body("nextStep", notNullValue());
    given()
        .get("/api/v1/nodes?cluster=nowhere")
        .then()
        .statusCode(404)
        .body("nextStep", notNullValue());
    given()
        .get("/api/v1/nodes/paris/nobody")
        .then()
        .statusCode(404)
        .body("nextStep", notNullValue());
    given().get("/api/v1/nodes?size=0").then().statusCode(400).body("nextStep", notNullValue());
    given().get("/api/v1/nodes?size=x").then().statusCode(400).body("nextStep", notNullValue());
    given()
        .get("/q/openapi")
        .then()
        .statusCode(200)
        .body(containsString("/api/v1/nodes/{cluster}/{node}"));
  }
}
