package io.podspan.peeringservice.routers;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.paper.PaperCluster;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.PeersBy;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.RouterWishes;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.router.ByHandException;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterDriver;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.testkit.Patience;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All commands that drivers have people run, from a join to the end of the leave: none has a
 * secret, none writes over what is not ours, and run one after the other they are a rollout.
 * Meanwhile others go on to work on the same objects.
 */
class HandCommandsTest {
  private static final Access BY_HAND = new Access("paris-readonly", null, true);
  private static final Cluster LONDON = Samples.cluster("london", 2, Samples.KUBE_ROUTER);
  private static final RouterKind CILIUM = new RouterKind("cilium");
  private static final String SECRET = "c2VjcmV0";
  private static final String SECRET_TEXT = "--peer-router-passwords=" + SECRET + ",";
  private static final String THEIRS = "somebody.example/note";
  private static final String APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  @TempDir Path folder;
  private Drivers drivers;
  private RouterDriver driver;
  private final List<String> commands = new ArrayList<>();
  private int edits;

  private void open(RouterKind kind) {
    drivers = new Drivers(folder, kind.name());
    driver = drivers.routers.of(kind);
  }

  @AfterEach
  void close() {
    drivers.close();
  }

  private static Cluster paris(RouterKind kind) {
    return Drivers.cluster(kind)
        .with(
            List.of(
                new Node("paris-1", "198.18.1.11", Samples.cidrs("10.1.1.0/24")),
                new Node("paris-2", "198.18.1.12", Samples.cidrs("10.1.2.0/24"))));
  }

  private RouterChange plan(
      RouterKind kind, PeersBy by, List<Reflector> wanted, List<Reflector> unwanted) {
    return plan(kind, new RouterWishes(by, false), wanted, unwanted);
  }

  private RouterChange plan(
      RouterKind kind, RouterWishes wishes, List<Reflector> wanted, List<Reflector> unwanted) {
    return drivers.plan(
        new Aim(
            "europe",
            paris(kind),
            wanted.isEmpty() ? List.of() : List.of(LONDON),
            wanted,
            unwanted,
            List.of(),
            wishes));
  }

  private void joinAndLeave(RouterKind kind, PeersBy by) {
    joinAndLeave(kind, new RouterWishes(by, false));
  }

  private void joinAndLeave(RouterKind kind, RouterWishes wishes) {
    rollOut(plan(kind, wishes, List.of(REFLECTOR), List.of()));
    assertThat(plan(kind, wishes, List.of(REFLECTOR), List.of()).isEmpty()).isTrue();
    rollOut(plan(kind, wishes, List.of(), List.of(REFLECTOR)));
  }

  private void rollOut(RouterChange change) {
    until(RouterOutcome.Applied.class, () -> driver.apply(BY_HAND, change));
    turn(change, "paris-1");
    turn(change, "paris-2");
    until(RouterOutcome.Restored.class, () -> driver.restore(BY_HAND, change, List.of()));
  }

  private void turn(RouterChange change, String node) {
    Patience.await()
        .until(() -> !(driver.checkNode(BY_HAND, change, node) instanceof RouterOutcome.NotReady));
    switch (driver.checkNode(BY_HAND, change, node)) {
      case RouterOutcome.Restartable(String pod, String uid) ->
          until(
              RouterOutcome.Running.class,
              () -> driver.restartNode(BY_HAND, change, node, pod, uid));
      case RouterOutcome.Changeable _ ->
          until(RouterOutcome.UpToDate.class, () -> driver.changeNode(BY_HAND, change, node));
      default -> {}
    }
  }

  /** Runs what is shown, until it is done. */
  private void until(Class<?> done, Supplier<?> step) {
    Patience.await()
        .until(
            () -> {
              try {
                return done.isInstance(step.get());
              } catch (ByHandException e) {
                e.commands().forEach(this::shown);
                return false;
              }
            });
  }

  private void shown(String command) {
    commands.add(command);
    Kubectl kubectl = kubectl();
    check(command, kubectl.understood(command));
    somebodyEdits();
    kubectl.run(command);
  }

  private Kubectl kubectl() {
    return new Kubectl(
        drivers.calls,
        Drivers.access("paris"),
        Map.of("SECRET_1", SECRET_TEXT, "SECRET_2", SECRET_TEXT));
  }

  private static void check(String command, Kubectl.Words words) {
    assertThat(command).doesNotContain(SECRET).doesNotContain("of the owner");
    switch (words.verb()) {
      case "patch" -> checkTests(words.patch());
      case "replace" -> assertThat(command).contains("\"resourceVersion\"");
      case "delete" ->
          assertThat(words.object(0).equals("pods") || words.has("podspan.io/interconnect"))
              .as(command)
              .isTrue();
      default -> assertThat(words.verb()).isEqualTo("create");
    }
  }

  /** What is changed is tested before, an element of a list by its list. */
  private static void checkTests(JsonNode patch) {
    List<String> tested = new ArrayList<>();
    for (JsonNode operation : patch) {
      String path = operation.path("path").asText();
      if (operation.path("op").asText().equals("test")) {
        tested.add(path);
      } else if (path.matches(".*/\\d+")) {
        String list = path.substring(0, path.lastIndexOf('/') + 1);
        assertThat(tested).anyMatch(test -> test.startsWith(list));
      } else {
        assertThat(tested).contains(path);
      }
    }
  }

  /** Between the showing of a command and its run. */
  private void somebodyEdits() {
    String text = "of the owner " + ++edits;
    if (drivers.paper.store().get(drivers.paper.daemonSetKey()) != null) {
      annotate(drivers.paper.daemonSetKey(), THEIRS, text);
    }
    annotate(ObjectKey.of(ResourceType.NODE, "", "paris-1"), THEIRS, text);
  }

  private void annotate(ObjectKey key, String name, String text) {
    drivers
        .paper
        .store()
        .update(
            key,
            object -> {
              object.withObject("/metadata/annotations").put(name, text);
              return object;
            });
  }

  private JsonNode annotations(ObjectKey key) {
    return drivers.paper.store().get(key).at("/metadata/annotations");
  }

  private void assertThatTheirsIsThere() {
    assertThat(annotations(drivers.paper.daemonSetKey()).path(THEIRS).asText())
        .isEqualTo("of the owner " + edits);
  }

  @Test
  void kubeRoutersFlags() {
    open(Samples.KUBE_ROUTER);
    List<String> before = drivers.paper.flags();
    joinAndLeave(Samples.KUBE_ROUTER, PeersBy.FLAGS);
    assertThat(drivers.paper.flags()).isEqualTo(before);
    assertThatTheirsIsThere();
    assertThat(annotations(drivers.paper.daemonSetKey()).properties()).hasSize(1);
  }

  @Test
  void kubeRoutersFlagsBesidePasswords() {
    open(Samples.KUBE_ROUTER);
    PaperCluster paper = drivers.paper;
    paper
        .store()
        .update(
            paper.daemonSetKey(),
            set -> {
              set.withArray("/spec/template/spec/containers/0/args")
                  .add("--peer-router-passwords=" + SECRET)
                  .add("--peer-router-ips=192.0.2.77")
                  .add("--peer-router-asns=64512");
              return set;
            });
    String applied = "{\"args\":[\"--peer-router-passwords\",\"" + SECRET + "\",\"--v=2\"]}";
    annotate(paper.daemonSetKey(), APPLIED, applied);
    Patience.await().until(() -> paper.podOn("paris-1").isPresent());
    List<String> before = paper.flags();

    RouterChange join = plan(Samples.KUBE_ROUTER, PeersBy.FLAGS, List.of(REFLECTOR), List.of());
    rollOut(join);
    assertThat(commands.getFirst())
        .contains("${SECRET_1:?--peer-router-passwords=***, with the passwords}");
    assertThat(paper.flags())
        .containsAll(before.subList(0, before.size() - 3))
        .contains(SECRET_TEXT, "--peer-router-ips=192.0.2.77,192.0.2.1");
    assertThat(annotations(paper.daemonSetKey()).path(APPLIED).asText()).isEqualTo(applied);
    assertThatTheirsIsThere();
  }

  @Test
  void withoutThePasswordsACommandDoesNotRun() {
    kubeRoutersFlagsBesidePasswords();
    assertThatThrownBy(
            () ->
                new Kubectl(drivers.calls, Drivers.access("paris"), Map.of())
                    .understood(commands.getFirst()))
        .hasMessageContaining("SECRET_1: --peer-router-passwords=***, with the passwords");
  }

  @Test
  void kubeRoutersAnnotations() {
    open(Samples.KUBE_ROUTER);
    List<String> before = drivers.paper.flags();
    joinAndLeave(Samples.KUBE_ROUTER, PeersBy.ANNOTATIONS);
    assertThat(drivers.paper.flags()).isEqualTo(before);
    assertThat(annotations(ObjectKey.of(ResourceType.NODE, "", "paris-1")).properties()).hasSize(1);
    assertThat(annotations(ObjectKey.of(ResourceType.NODE, "", "paris-2"))).isEmpty();
    assertThat(commands).anyMatch(command -> command.startsWith("kubectl patch nodes paris-1"));
  }

  @Test
  void whoOnlyReadsNeedsNoRightToPatchNodes() {
    open(Samples.KUBE_ROUTER);
    RouterWishes annotations = new RouterWishes(PeersBy.ANNOTATIONS, false);
    assertThat(driver.read(BY_HAND).obstacles(List.of(), annotations, false)).isEmpty();
    assertThat(
            driver.read(Drivers.access("paris-readonly")).obstacles(List.of(), annotations, false))
        .extracting(Violation::code)
        .containsExactly("nodes-not-patchable");
  }

  @Test
  void kubeRoutersAnnotationsBesidePasswords() {
    open(Samples.KUBE_ROUTER);
    ObjectKey node = ObjectKey.of(ResourceType.NODE, "", "paris-2");
    annotate(node, "kube-router.io/peer.ips", "192.0.2.77");
    annotate(node, "kube-router.io/peer.asns", "64512");
    annotate(node, "kube-router.io/peer.passwords", SECRET);
    RouterChange join =
        plan(Samples.KUBE_ROUTER, PeersBy.ANNOTATIONS, List.of(REFLECTOR), List.of());
    assertThatThrownBy(() -> take(join, "paris-2"))
        .isInstanceOfSatisfying(
            ByHandException.class,
            held ->
                assertThat(held.commands())
                    .singleElement()
                    .asString()
                    .contains("192.0.2.77,192.0.2.1", "${SECRET_1:?***, with the passwords}")
                    .doesNotContain(SECRET));
  }

  private void take(RouterChange change, String node) {
    RouterOutcome.Restartable pod =
        (RouterOutcome.Restartable) driver.checkNode(BY_HAND, change, node);
    driver.restartNode(BY_HAND, change, node, pod.pod(), pod.uid());
  }

  @Test
  void aMoveOfAllPeersToAnnotationsAndBack() {
    open(Samples.KUBE_ROUTER);
    List<String> before = drivers.paper.flags();
    rollOut(plan(Samples.KUBE_ROUTER, PeersBy.FLAGS, List.of(REFLECTOR), List.of()));
    rollOut(plan(Samples.KUBE_ROUTER, PeersBy.ANNOTATIONS, List.of(REFLECTOR), List.of()));
    assertThat(drivers.paper.flags()).isEqualTo(before);
    rollOut(plan(Samples.KUBE_ROUTER, PeersBy.FLAGS, List.of(REFLECTOR), List.of()));
    assertThat(drivers.paper.flags()).contains("--peer-router-ips=192.0.2.1");
    assertThatTheirsIsThere();
  }

  @Test
  void calicosObjects() {
    open(Samples.CALICO);
    joinAndLeave(Samples.CALICO, PeersBy.FLAGS);
    assertThat(drivers.paper.store().list(ResourceType.BGP_PEER, "")).isEmpty();
    assertThat(commands).anyMatch(command -> command.startsWith("kubectl delete bgppeers."));
  }

  @Test
  void calicosClusterIps() {
    open(Samples.CALICO);
    RouterWishes services = new RouterWishes(PeersBy.FLAGS, true);
    joinAndLeave(Samples.CALICO, services);
    assertThat(drivers.paper.store().list(ResourceType.BGP_CONFIGURATION, "")).isEmpty();

    drivers.paper.create(
        ResourceType.BGP_CONFIGURATION,
        "",
        "default",
        "{\"spec\": {\"nodeToNodeMeshEnabled\": false}}");
    joinAndLeave(Samples.CALICO, services);
    assertThat(drivers.paper.store().list(ResourceType.BGP_CONFIGURATION, ""))
        .singleElement()
        .satisfies(
            object -> {
              assertThat(object.path("spec").toString())
                  .isEqualTo("{\"nodeToNodeMeshEnabled\":false}");
              assertThat(object.at("/metadata/annotations").isMissingNode()).isTrue();
            });
    assertThat(commands)
        .anyMatch(command -> command.startsWith("kubectl patch bgpconfigurations."));
  }

  @Test
  void ciliumsEditedObjects() {
    open(CILIUM);
    rollOut(plan(CILIUM, PeersBy.FLAGS, List.of(REFLECTOR), List.of()));
    ObjectKey peer = ObjectKey.of(ResourceType.CILIUM_PEER_CONFIG, "", "podspan-europe-reflector");
    drivers
        .paper
        .store()
        .update(
            peer,
            object -> {
              object.withObject("/spec/transport").put("peerPort", 1179);
              return object;
            });
    rollOut(plan(CILIUM, PeersBy.FLAGS, List.of(REFLECTOR), List.of()));
    assertThat(drivers.paper.store().get(peer).at("/spec/transport/peerPort").asInt())
        .isEqualTo(REFLECTOR.port());
  }

  @Test
  void ciliumsObjects() {
    open(CILIUM);
    joinAndLeave(CILIUM, PeersBy.FLAGS);
    assertThat(drivers.paper.store().list(ResourceType.CILIUM_CLUSTER_CONFIG, "")).isEmpty();
    assertThat(drivers.paper.store().list(ResourceType.CILIUM_PEER_CONFIG, "")).isEmpty();
    assertThat(commands).anyMatch(command -> command.startsWith("kubectl replace -f -"));
  }
}
