package io.podspan.peeringservice.routers.kuberouter;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.Credentials;
import io.podspan.lab.kubernetes.BirdReflector;
import io.podspan.lab.kubernetes.RealClusters;
import io.podspan.lab.kubernetes.Rig;
import io.podspan.lab.network.LabException;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.PeersBy;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.RouterWishes;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Planning.Planned;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.routers.Drivers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two clusters with real kube-router, joined by annotations of their nodes, moved, and parted. */
@ExtendWith(RealClusters.class)
class KubeRouterKubernetesIT {
  private static final Place OSLO = new Place("oslo", 4);
  private static final Place CAIRO = new Place("cairo", 5);

  /** The node of oslo that comes later. */
  private static final String LATE = "oslo-2";

  /** As the clusters' owners may have one. */
  private static final String POLICY =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: no-peers}
      spec:
        failurePolicy: Fail
        matchConstraints:
          resourceRules:
          - {apiGroups: [apps], apiVersions: [v1], operations: [UPDATE], resources: [daemonsets]}
        validations:
        - expression: "object.spec.template.spec.containers.all(c, c.?args.orValue([]).all(a, !a.startsWith('--peer-router-ips')))"
          message: peers are set by the network team
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: no-peers}
      spec: {policyName: no-peers, validationActions: [Deny]}
      """;

  @TempDir static Path folder;
  private static Rig rig;
  private static BirdReflector bird;
  private static ClusterClients clients;
  private static KubeRouterDriver driver;

  /** A cluster of one node. */
  private record Place(String name, int index) {
    Access access() {
      return new Access(name, null);
    }

    String node() {
      return name + "-1";
    }

    String address() {
      return rig.subnet() + "." + index + "1";
    }

    String pods() {
      return "10." + index + ".0.0/24";
    }

    Cluster cluster() {
      return new Cluster(
          name,
          KubeRouterDriver.KIND,
          "v2.1.0",
          64512,
          Samples.cidrs("10." + index + ".0.0/16"),
          List.of(),
          List.of(new Node(node(), address(), Samples.cidrs(pods()))),
          access());
    }
  }

  @BeforeAll
  static void up(RealClusters clusters) throws IOException {
    rig = clusters.rig();
    Path credentials = Files.createDirectory(folder.resolve("credentials"));
    for (Place place : List.of(OSLO, CAIRO)) {
      rig.up(place.name(), place.index(), 1, System.out::println);
      Files.copy(
          rig.kubeconfig(place.name()),
          credentials.resolve(place.name()),
          StandardCopyOption.COPY_ATTRIBUTES);
    }
    clients = new ClusterClients(new Credentials(credentials));
    driver =
        new KubeRouterDriver(new ClusterCalls(clients, new SimpleMeterRegistry()), Drivers::key);
    bird =
        BirdReflector.between(
            rig, folder, List.of(OSLO.address(), CAIRO.address(), rig.subnet() + ".42"));
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

  @Test
  void areJoinedByAnnotationsMovedToFlagsAndBackAndParted() throws IOException {
    JsonNode daemonSet = spec(OSLO);
    JsonNode annotations = annotations(OSLO);
    refusedBeforeAnythingIsWritten(daemonSet);

    RouterChange join = join(OSLO, PeersBy.ANNOTATIONS);
    rollOut(OSLO, join);
    rollOut(CAIRO, join(CAIRO, PeersBy.ANNOTATIONS));
    assertThat(spec(OSLO)).isEqualTo(daemonSet);
    assertThat(writers(OSLO)).contains("podspan");
    await().until(() -> hasRoute(OSLO, CAIRO) && hasRoute(CAIRO, OSLO));
    aNodeComesLaterTwiceUnderOneName(join);

    assertThat(missesWhile(() -> rollOut(OSLO, join(OSLO, PeersBy.FLAGS)))).isZero();
    assertThat(annotations(OSLO)).isEqualTo(annotations);
    assertThat(spec(OSLO).toString()).contains("--peer-router-ips=" + rig.address());

    assertThat(missesWhile(() -> rollOut(OSLO, join(OSLO, PeersBy.ANNOTATIONS)))).isZero();
    assertThat(spec(OSLO)).isEqualTo(daemonSet);

    for (Place place : List.of(OSLO, CAIRO)) {
      rollOut(place, plan(place, PeersBy.ANNOTATIONS, List.of(), List.of(reflector())));
    }
    await().until(() -> !bird.sessions().contains("Established"));
    assertThat(annotations(OSLO)).isEqualTo(annotations);
    assertThat(spec(OSLO)).isEqualTo(daemonSet);
  }

  /** The second one is another node: what was written to the first one says nothing of it. */
  private static void aNodeComesLaterTwiceUnderOneName(RouterChange join) {
    Node late = new Node(LATE, rig.subnet() + ".42", Samples.cidrs("10.4.0.0/16"));
    Node first = OSLO.cluster().nodes().getFirst();
    List<RouterChange> written = new ArrayList<>(List.of(join));
    Set<String> done = new HashSet<>(Set.of(OSLO.node()));
    for (int i = 0; i < 2; i++) {
      rig.join(OSLO.name(), 2);
      Aim all = aim(OSLO.cluster().with(List.of(first, late)));
      await()
          .until(
              () -> driver.standing(OSLO.access()).late(all, written, done).equals(List.of(LATE)));
      assertThat(driver.standing(OSLO.access()).drift(all, written)).isEmpty();
      RouterChange change =
          ((Planned) driver.read(OSLO.access()).plan(aim(OSLO.cluster().with(List.of(late)))))
              .change();
      rollOut(OSLO.access(), LATE, "node2", change);
      await()
          .until(
              () ->
                  rig.onNode(LATE, "ip", "route", "show", CAIRO.pods())
                      .contains("via " + CAIRO.address()));
      written.add(change);
      done.add(LATE);
      assertThat(driver.standing(OSLO.access()).late(all, written, done)).isEmpty();
      rig.leave(OSLO.name(), 2);
    }
  }

  private static Aim aim(Cluster cluster) {
    return new Aim(
        "north",
        cluster,
        List.of(),
        List.of(reflector()),
        List.of(),
        List.of(),
        new RouterWishes(PeersBy.ANNOTATIONS, false));
  }

  private static void refusedBeforeAnythingIsWritten(JsonNode daemonSet) throws IOException {
    Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
    rig.ctl(OSLO.name(), "apply", "-f", policy.toString());
    RouterChange join = join(OSLO, PeersBy.FLAGS);
    // A policy is in force a moment after it was made. Until then nobody refuses the flags.
    await().until(KubeRouterKubernetesIT::peersAreRefused);
    assertThat(driver.apply(OSLO.access(), join))
        .isInstanceOfSatisfying(
            RouterOutcome.Refused.class,
            refused ->
                assertThat(refused.reason())
                    .contains("dry run", "peers are set by the network team"));
    assertThat(spec(OSLO)).isEqualTo(daemonSet);
    rig.ctl(OSLO.name(), "delete", "-f", policy.toString());
  }

  /** Asked by a dry run of the owner's. */
  private static boolean peersAreRefused() {
    String flag =
        """
        [{"op": "add", "path": "/spec/template/spec/containers/0/args/-",
          "value": "--peer-router-ips=192.0.2.9"}]
        """;
    try {
      rig.ctl(
          OSLO.name(),
          "-n",
          "kube-system",
          "patch",
          "daemonset",
          "kube-router",
          "--dry-run=server",
          "--type=json",
          "-p",
          flag);
      return false;
    } catch (LabException e) {
      return String.valueOf(e.getMessage()).contains("peers are set by the network team");
    }
  }

  private static Reflector reflector() {
    return new Reflector("reflector", rig.address(), 179, 64512);
  }

  private static RouterChange join(Place place, PeersBy by) {
    return plan(place, by, List.of(reflector()), List.of());
  }

  private static RouterChange plan(
      Place place, PeersBy by, List<Reflector> wanted, List<Reflector> unwanted) {
    Aim aim =
        new Aim(
            "north",
            place.cluster(),
            List.of(),
            wanted,
            unwanted,
            List.of(),
            new RouterWishes(by, false));
    return ((Planned) driver.read(place.access()).plan(aim)).change();
  }

  /** As the rollout of this one node. */
  private static void rollOut(Place place, RouterChange change) {
    rollOut(place.access(), place.node(), "node" + (place.index() - 4), change);
  }

  /**
   * @param session as the reflector calls it
   */
  private static void rollOut(Access access, String node, String session, RouterChange change) {
    assertThat(driver.apply(access, change)).isEqualTo(new RouterOutcome.Applied());
    RouterOutcome[] check = new RouterOutcome[1];
    await()
        .until(
            () -> {
              check[0] = driver.checkNode(access, change, node);
              return check[0] instanceof RouterOutcome.Restartable;
            });
    RouterOutcome.Restartable pod = (RouterOutcome.Restartable) check[0];
    await()
        .until(
            () ->
                driver.restartNode(access, change, node, pod.pod(), pod.uid())
                    instanceof RouterOutcome.Running);
    if (change.diff().stream().anyMatch(line -> line.startsWith("+"))) {
      await()
          .until(() -> bird.sessions().matches("(?s).*\\b" + session + "\\b[^\\n]*Established.*"));
    }
    await()
        .until(() -> driver.restore(access, change, List.of()) instanceof RouterOutcome.Restored);
  }

  /** How often a look at oslo's kernel did not find the route to cairo. */
  private static int missesWhile(Runnable work) {
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger misses = new AtomicInteger();
    Thread watch =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (!done.get()) {
                    misses.addAndGet(hasRoute(OSLO, CAIRO) ? 0 : 1);
                  }
                });
    try {
      work.run();
    } finally {
      done.set(true);
    }
    await().until(() -> !watch.isAlive());
    return misses.get();
  }

  private static boolean hasRoute(Place from, Place to) {
    return rig.onNode(from.node(), "ip", "route", "show", to.pods())
        .contains("via " + to.address());
  }

  private static JsonNode spec(Place place) {
    return rig.json(place.name(), "-n", "kube-system", "get", "daemonset", "kube-router")
        .path("spec");
  }

  private static JsonNode node(Place place) {
    return rig.json(place.name(), "get", "node", place.node(), "--show-managed-fields");
  }

  /** Without those that the controller manager writes when it likes. */
  private static JsonNode annotations(Place place) {
    ObjectNode all = (ObjectNode) node(place).at("/metadata/annotations");
    return all.without("node.alpha.kubernetes.io/ttl");
  }

  private static List<String> writers(Place place) {
    return node(place).at("/metadata/managedFields").findValuesAsText("manager");
  }
}
