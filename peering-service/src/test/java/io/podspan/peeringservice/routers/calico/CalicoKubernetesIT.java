package io.podspan.peeringservice.routers.calico;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.Credentials;
import io.podspan.clusteraccess.ExecOutcome;
import io.podspan.clusteraccess.PodContainer;
import io.podspan.clusteraccess.PodExec;
import io.podspan.events.AccessReference;
import io.podspan.lab.kubernetes.BirdReflector;
import io.podspan.lab.kubernetes.RealClusters;
import io.podspan.lab.kubernetes.Rig;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.kubernetes.ClusterCidrs;
import io.podspan.peeringservice.kubernetes.ClusterReader;
import io.podspan.peeringservice.kubernetes.DaemonSets;
import io.podspan.peeringservice.kubernetes.RightsReview;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.ClusterReading;
import io.podspan.peeringservice.peering.ClusterReading.FoundRouter;
import io.podspan.peeringservice.peering.PeersBy;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.RouterWishes;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.router.Drift;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Planning.Planned;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.peering.router.RouterPod;
import io.podspan.peeringservice.routers.Drivers;
import io.podspan.peeringservice.routers.SupportedRouters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calico's kinds on a real API server, and BIRD in a DaemonSet called calico-node that follows
 * them: installed as Calico's manifest does, then as its operator does.
 */
@ExtendWith(RealClusters.class)
class CalicoKubernetesIT {
  private static final String TOKYO = "tokyo";
  private static final String NODE = "tokyo-1";
  private static final Access ACCESS = new Access(TOKYO, null);
  private static final Cluster LONDON = Samples.cluster("london", 2, Samples.KUBE_ROUTER);

  private static final String CLUSTER_IPS = "BGPConfiguration default: serviceClusterIPs ";

  @TempDir static Path folder;
  private static Path credentials;
  private static Rig rig;
  private static BirdReflector bird;
  private static ClusterClients clients;
  private static ClusterReader reader;
  private static CalicoDriver driver;

  @BeforeAll
  static void up(RealClusters clusters) throws IOException {
    rig = clusters.rig();
    rig.up(TOKYO, 3, 1, System.out::println);
    credentials = Files.createDirectory(folder.resolve("credentials"));
    Files.copy(
        rig.kubeconfig(TOKYO), credentials.resolve(TOKYO), StandardCopyOption.COPY_ATTRIBUTES);
    clients = new ClusterClients(new Credentials(credentials));
    ClusterCalls calls = new ClusterCalls(clients, new SimpleMeterRegistry());
    driver = new CalicoDriver(calls, Drivers::key);
    reader =
        new ClusterReader(
            calls,
            new DaemonSets(calls),
            new ClusterCidrs(calls),
            new RightsReview(calls),
            SupportedRouters.of(calls, Drivers::key));
    bird = BirdReflector.start(rig, folder, rig.subnet() + ".31");
  }

  @AfterAll
  static void down() {
    if (bird != null) {
      bird.close();
    }
    if (clients != null) {
      clients.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"kube-system", "calico-system"})
  void isFoundJoinsAndLeaves(String namespace) throws IOException {
    rig.calico(TOKYO, namespace);
    List<String> before = whatOthersMade(namespace);

    ClusterReading reading = reader.read(ACCESS);
    assertFound(reading, namespace);
    assertThat(reader.missingRights(ACCESS, CalicoDriver.KIND)).isEmpty();

    RouterChange join = plan(List.of(reflector()), List.of());
    assertThat(driver.apply(ACCESS, join)).isEqualTo(new RouterOutcome.Applied());
    assertThat(driver.apply(ACCESS, join)).isEqualTo(new RouterOutcome.Applied());
    assertThat(driver.checkNode(ACCESS, join, NODE)).isEqualTo(new RouterOutcome.Changeable());
    assertThat(objects("bgppeers")).isEmpty();
    assertThat(driver.changeNode(ACCESS, join, NODE)).isEqualTo(new RouterOutcome.Changed());
    assertThat(driver.changeNode(ACCESS, join, NODE)).isEqualTo(new RouterOutcome.UpToDate());
    assertThat(objects("bgppeers")).containsExactly("podspan-asia-reflector." + NODE);
    assertThat(pools()).contains("10.2.0.0/16 true false true");
    awaitRoutes();
    assertThat(objects("bgpfilters")).containsExactly("podspan-interconnects");
    assertThat(bird.routes()).contains(BirdReflector.STRANGE_ROUTE);
    assertThat(kernelRoute(BirdReflector.STRANGE_ROUTE)).as("the filter takes no such").isBlank();
    assertThat(driver.restore(ACCESS, join, List.of())).isEqualTo(new RouterOutcome.Restored());
    assertThat(objects("bgppeers")).containsExactly("podspan-asia-reflector");
    assertThat(plan(List.of(reflector()), List.of()).isEmpty()).isTrue();
    String since = aPeerThatSomebodyDeletesIsADriftAndIsHealed(join);

    RouterChange leave = plan(List.of(), List.of(reflector()));
    assertThat(driver.apply(ACCESS, leave)).isEqualTo(new RouterOutcome.Applied());
    assertThat(objects("bgppeers")).containsExactly("podspan-asia-reflector." + NODE);
    await()
        .during(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(established()).isEqualTo(since));
    assertThat(driver.changeNode(ACCESS, leave, NODE)).isEqualTo(new RouterOutcome.Changed());
    assertThat(objects("bgppeers")).isEmpty();
    assertThat(driver.restore(ACCESS, leave, List.of())).isEqualTo(new RouterOutcome.Restored());
    assertThat(pools()).containsExactly("10.3.0.0/16 true");
    await().until(() -> !sessions().contains("Node_"));
    await().until(() -> kernelRoute(BirdReflector.ROUTE).isBlank());
    assertThat(objects("bgpfilters")).isEmpty();
    assertThat(whatOthersMade(namespace)).as("byte for byte").isEqualTo(before);
  }

  /** What Podspan writes of the BGPConfiguration, with the rights and limits that are shipped. */
  @Test
  void clusterIpsAreAnnouncedAndTheConfigurationIsAsBeforeAfterwards() throws IOException {
    rig.calico(TOKYO, "kube-system");
    rig.apply(TOKYO);
    String token =
        rig.ctl(TOKYO, "-n", "podspan", "create", "token", "podspan-peering-service").strip();
    Files.writeString(
        credentials.resolve("shipped"),
        Files.readString(rig.kubeconfig(TOKYO))
            .replaceAll("token: \"[^\"]*\"", "token: \"" + token + "\""));
    Access shipped = new Access("shipped", null);

    RouterChange join = services(shipped, List.of(reflector()), List.of());
    assertThat(join.diff()).contains("+ " + CLUSTER_IPS + "10.103.0.0/16");
    write(shipped, join);
    assertThat(configuration().at("/spec/serviceClusterIPs/0/cidr").asText())
        .isEqualTo("10.103.0.0/16");
    write(shipped, services(shipped, List.of(), List.of(reflector())));
    assertThat(objects("bgpconfigurations")).as("with the defaults of its definition").isEmpty();

    create("");
    assertThat(configuration().has("spec")).isFalse();
    write(shipped, services(shipped, List.of(reflector()), List.of()));
    write(shipped, services(shipped, List.of(), List.of(reflector())));
    rig.ctl(TOKYO, "delete", "bgpconfigurations.crd.projectcalico.org", "default");

    create(
        """
        , "spec": {"nodeToNodeMeshEnabled": true, "serviceClusterIPs": [{"cidr": "10.7.0.0/16"}]}
        """);
    String before = written();
    write(shipped, services(shipped, List.of(reflector()), List.of()));
    assertThat(configuration().at("/spec/serviceClusterIPs").findValuesAsText("cidr"))
        .containsExactly("10.7.0.0/16", "10.103.0.0/16");
    assertThat(configuration().at("/spec/nodeToNodeMeshEnabled").asBoolean()).isTrue();
    nothingElseOfItMayBeWritten();
    write(shipped, services(shipped, List.of(), List.of(reflector())));
    assertThat(written()).as("byte for byte").isEqualTo(before);
    rig.ctl(TOKYO, "delete", "bgpconfigurations.crd.projectcalico.org", "default");
  }

  /** As somebody else makes it. */
  private static void create(String spec) throws IOException {
    rig.ctl(
        TOKYO,
        "create",
        "--raw",
        "/apis/crd.projectcalico.org/v1/bgpconfigurations",
        "-f",
        Files.writeString(
                folder.resolve("configuration.json"),
                """
                {"apiVersion": "crd.projectcalico.org/v1", "kind": "BGPConfiguration",
                 "metadata": {"name": "default"}%s}
                """
                    .formatted(spec))
            .toString());
  }

  /** A policy is in force a moment after it was made; by now it was. */
  private static void nothingElseOfItMayBeWritten() {
    for (String patch :
        List.of(
            "{\"spec\": {\"nodeToNodeMeshEnabled\": false}}",
            "{\"spec\": {\"asNumber\": 64999}}",
            "{\"spec\": {\"logSeverityScreen\": \"Debug\"}}",
            "{\"spec\": {\"nodeToNodeMeshEnabled\": null}}")) {
      assertThatThrownBy(
              () ->
                  rig.ctl(
                      TOKYO,
                      "--as=system:serviceaccount:podspan:podspan-peering-service",
                      "patch",
                      "bgpconfigurations.crd.projectcalico.org",
                      "default",
                      "--type=merge",
                      "-p",
                      patch))
          .hasMessageContaining("Podspan may change only which ClusterIPs Calico announces");
    }
    assertThatThrownBy(
            () ->
                rig.ctl(
                    TOKYO,
                    "--as=system:serviceaccount:podspan:podspan-peering-service",
                    "delete",
                    "bgpconfigurations.crd.projectcalico.org",
                    "default"))
        .hasMessageContaining("Podspan may change only which ClusterIPs Calico announces");
  }

  private static RouterChange services(
      Access access, List<Reflector> wanted, List<Reflector> unwanted) {
    Aim aim = aim(wanted, unwanted).with(new RouterWishes(PeersBy.FLAGS, true));
    return ((Planned) driver.read(access).plan(aim)).change();
  }

  private static void write(Access access, RouterChange change) {
    assertThat(driver.apply(access, change)).isEqualTo(new RouterOutcome.Applied());
    driver.changeNode(access, change, NODE);
    assertThat(driver.restore(access, change, List.of())).isEqualTo(new RouterOutcome.Restored());
  }

  private static JsonNode configuration() {
    return rig.json(TOKYO, "get", "bgpconfigurations.crd.projectcalico.org", "default");
  }

  /** All but what counts by itself. */
  private static String written() {
    ObjectNode object = configuration().deepCopy();
    object.withObject("/metadata").remove(List.of("resourceVersion", "generation"));
    return object.toString();
  }

  /**
   * @return the session as it is before one peer takes the place of the node's
   */
  private static String aPeerThatSomebodyDeletesIsADriftAndIsHealed(RouterChange join) {
    assertThat(drift(join)).isEmpty();
    rig.ctl(TOKYO, "delete", "bgppeers.crd.projectcalico.org", "podspan-asia-reflector");
    await().until(() -> !sessions().contains("Established"));
    assertThat(drift(join))
        .singleElement()
        .satisfies(
            drift -> {
              assertThat(drift.object()).isEqualTo("BGPPeer podspan-asia-reflector");
              assertThat(drift.difference().getFirst()).contains("podspan-asia-reflector");
            });
    RouterChange heal = plan(List.of(reflector()), List.of());
    assertThat(driver.apply(ACCESS, heal)).isEqualTo(new RouterOutcome.Applied());
    assertThat(driver.changeNode(ACCESS, heal, NODE)).isEqualTo(new RouterOutcome.Changed());
    awaitRoutes();
    String since = established();
    assertThat(driver.restore(ACCESS, heal, List.of())).isEqualTo(new RouterOutcome.Restored());
    assertThat(drift(join)).isEmpty();
    return since;
  }

  private static List<Drift> drift(RouterChange join) {
    return driver.standing(ACCESS).drift(aim(List.of(reflector()), List.of()), List.of(join));
  }

  /** As the API server has it, versions included; of what counts by itself only the rest. */
  private static List<String> whatOthersMade(String namespace) {
    List<String> all = new ArrayList<>();
    for (String kind : List.of("bgppeers", "bgpfilters", "bgpconfigurations", "ippools")) {
      all.add(
          rig.json(TOKYO, "get", kind + ".crd.projectcalico.org", "--show-managed-fields")
              .path("items")
              .toString());
    }
    JsonNode set = rig.json(TOKYO, "-n", namespace, "get", "daemonset", "calico-node");
    all.add(set.path("spec").toString());
    all.add(set.at("/metadata/annotations").toString());
    JsonNode node = rig.json(TOKYO, "get", "node", NODE);
    all.add(node.at("/metadata/labels").toString());
    all.add(node.at("/metadata/annotations").toString());
    return all;
  }

  private static void assertFound(ClusterReading reading, String namespace) {
    assertThat(reading.routers()).hasSize(1);
    FoundRouter found = reading.routers().getFirst();
    assertThat(found.kind()).isEqualTo(CalicoDriver.KIND);
    assertThat(found.version()).isEqualTo("v3.29.1");
    assertThat(found.asn().value()).isEqualTo(64512);
    assertThat(found.podCidrs().value()).isEqualTo(Samples.cidrs("10.3.0.0/16"));
    assertThat(found.facts().place()).isEqualTo(namespace + "/calico-node");
    assertThat(found.facts().nodeMesh()).isTrue();
    assertThat(reading.nodes()).extracting(ClusterReading.NodeReading::name).containsExactly(NODE);
  }

  private static Reflector reflector() {
    return new Reflector("reflector", rig.address(), 179, 64512);
  }

  private static RouterChange plan(List<Reflector> wanted, List<Reflector> unwanted) {
    return ((Planned) driver.read(ACCESS).plan(aim(wanted, unwanted))).change();
  }

  private static Aim aim(List<Reflector> wanted, List<Reflector> unwanted) {
    Cluster tokyo =
        new Cluster(
            TOKYO,
            CalicoDriver.KIND,
            "v3.29.1",
            64512,
            Samples.cidrs("10.3.0.0/16"),
            Samples.cidrs("10.103.0.0/16"),
            List.of(),
            ACCESS);
    List<Cluster> others = wanted.isEmpty() ? List.of() : List.of(LONDON);
    return new Aim("asia", tokyo, others, wanted, unwanted);
  }

  /** Both ways: the reflector's is in the node's kernel, the node's block at the reflector. */
  private static void awaitRoutes() {
    await().until(() -> sessions().contains("Established"));
    await().until(() -> kernelRoute(BirdReflector.ROUTE).contains("via " + rig.address()));
    await().until(() -> bird.routes().contains("10.3.0.0/24"));
  }

  private static String kernelRoute(String to) {
    return rig.onNode(NODE, "ip", "route", "show", to);
  }

  /** BIRD's line of the session, with the time since when it is up. */
  private static String established() {
    return sessions().lines().filter(line -> line.contains("Established")).findFirst().orElse("");
  }

  private static String sessions() {
    RouterPod pod = driver.pods(ACCESS).getFirst();
    ExecOutcome outcome =
        PodExec.run(
            clients.client(new AccessReference(TOKYO, null)),
            new PodContainer(pod.namespace(), pod.name(), pod.container()),
            Duration.ofSeconds(60),
            "birdcl",
            "-s",
            "/var/run/calico/bird.ctl",
            "show",
            "protocols");
    return ((ExecOutcome.Finished) outcome).stdout();
  }

  private static List<String> objects(String plural) {
    return rig.ctl(TOKYO, "get", plural + ".crd.projectcalico.org", "-o", "name")
        .lines()
        .map(line -> line.substring(line.indexOf('/') + 1))
        .toList();
  }

  /** CIDR, disabled, natOutgoing and disableBGPExport of each. */
  private static List<String> pools() {
    return rig.ctl(
            TOKYO,
            "get",
            "ippools.crd.projectcalico.org",
            "-o",
            "jsonpath={range .items[*]}{.spec.cidr} {.spec.disabled} {.spec.natOutgoing}"
                + " {.spec.disableBGPExport}{\"\\n\"}{end}")
        .lines()
        .map(line -> line.replaceAll(" +", " ").strip())
        .toList();
  }
}
