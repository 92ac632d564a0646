package io.podspan.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The API as a client of a real cluster uses it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubernetesApiIT {
  private TestLab test;
  private KubernetesClient client;

  @BeforeAll
  void up() {
    test = TestLab.up("labapi", "198.18.202.0/24");
    client = test.client(TestLab.EAST);
  }

  @AfterAll
  void down() {
    if (test != null) {
      client.close();
      test.close();
    }
  }

  @Test
  void listsNodesWithAddressAndPodCidr() {
    var nodes = client.nodes().list().getItems();

    assertThat(nodes)
        .extracting(n -> n.getSpec().getPodCIDR())
        .containsExactly("10.201.1.0/24", "10.201.2.0/24");
    assertThat(nodes.getFirst().getStatus().getAddresses().getFirst().getAddress())
        .isEqualTo("198.18.202.11");
  }

  @Test
  void selectsPodsByNodeAndLabel() {
    var pods =
        client
            .pods()
            .inAnyNamespace()
            .withField("spec.nodeName", "east-n2")
            .withLabel("podspan.io/probe", "true")
            .list()
            .getItems();

    assertThat(pods).extracting(p -> p.getMetadata().getName()).containsExactly("east-n2-p1");
  }

  @Test
  void execReturnsOutputErrorsAndExitCode() {
    var outcome =
        TestLab.exec(client, "default", "east-n1-p1", "sh", "-c", "echo out; echo err >&2; exit 7");

    assertThat(outcome).isEqualTo(new TestLab.Outcome(7, "out\n", "err\n"));
  }

  @Test
  void execOfAWorkloadPodRunsInItsOwnNetwork() {
    var outcome = TestLab.exec(client, "default", "east-n1-p1", "ip", "-j", "addr", "show", "eth0");

    assertThat(outcome.output()).contains("\"10.201.1.10\"");
  }

  @Test
  void execOfARouterPodSpeaksToItsRouter() {
    String pod = TestLab.router(client, "kube-router", "east-n1").getMetadata().getName();

    // The pod runs before its router has originated the node's route.
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(
                        TestLab.exec(client, "kube-system", pod, "gobgp", "-j", "global", "rib")
                            .output())
                    .contains("10.201.1.0/24"));
  }

  @Test
  void execPassesInputOn() throws Exception {
    var output = new ByteArrayOutputStream();
    try (var watch =
        client
            .pods()
            .inNamespace("default")
            .withName("east-n1-p1")
            .redirectingInput()
            .writingOutput(output)
            .exec("head", "-c", "5")) {
      watch.getInput().write("hello".getBytes());
      watch.getInput().flush();

      await().atMost(Duration.ofSeconds(60)).until(() -> output.toString().equals("hello"));
    }
  }

  @Test
  void aClientThatGoesAwayKillsItsCommand() throws Exception {
    String marker = "86399";
    var watch =
        client
            .pods()
            .inNamespace("default")
            .withName("east-n1-p1")
            .writingOutput(new ByteArrayOutputStream())
            .exec("sleep", marker);
    await().atMost(Duration.ofSeconds(60)).until(() -> runs(marker));

    watch.close();

    await().atMost(Duration.ofSeconds(60)).until(() -> !runs(marker));
  }

  private static boolean runs(String argument) {
    return ProcessHandle.allProcesses()
        .map(p -> p.info().commandLine().orElse(""))
        .anyMatch(line -> line.contains("sleep " + argument));
  }

  @Test
  void logsAreTheRoutersOwn() {
    String pod = TestLab.router(client, "kube-router", "east-n1").getMetadata().getName();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                client
                    .pods()
                    .inNamespace("kube-system")
                    .withName(pod)
                    .getLog()
                    .contains("gobgpd started"));
  }

  @Test
  void aWatchSeesEverythingThatHappensInOrder() {
    var seen = new CopyOnWriteArrayList<String>();
    var watch =
        client
            .configMaps()
            .inNamespace("default")
            .withLabel("watched", "yes")
            .watch(
                new Watcher<ConfigMap>() {
                  @Override
                  public void eventReceived(Action action, ConfigMap map) {
                    seen.add(action + " " + map.getData());
                  }

                  @Override
                  public void onClose(WatcherException cause) {
                    seen.add("closed by " + cause);
                  }
                });
    try (watch) {
      var map =
          new ConfigMapBuilder()
              .withNewMetadata()
              .withName("watched")
              .withNamespace("default")
              .addToLabels("watched", "yes")
              .endMetadata()
              .addToData("n", "1")
              .build();
      client.resource(map).create();
      client.resource(map).edit(m -> new ConfigMapBuilder(m).addToData("n", "2").build());
      client.resource(map).delete();

      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(seen)
                      .containsExactly("ADDED {n=1}", "MODIFIED {n=2}", "DELETED {n=2}"));
    }
  }

  @Test
  void anInformerSeesTheDaemonSetsPods() {
    try (var informer =
        client.pods().inNamespace("kube-system").withLabel("k8s-app", "kube-router").inform()) {
      assertThat(informer.getStore().list()).hasSize(2);
    }
  }

  @Test
  void aJsonPatchWhoseTestFailsChangesNothingAndIsInvalid() {
    String before = daemonSet().getMetadata().getResourceVersion();

    assertThatThrownBy(
            () ->
                patch(
                    """
                    [{"op":"test","path":"/metadata/name","value":"other"},
                     {"op":"add","path":"/metadata/labels/patched","value":"yes"}]
                    """))
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(422));
    assertThat(daemonSet().getMetadata().getResourceVersion()).isEqualTo(before);
  }

  @Test
  void aDryRunShowsTheChangeWithoutMakingIt() {
    DaemonSet shown =
        client
            .apps()
            .daemonSets()
            .inNamespace("kube-system")
            .withName("kube-router")
            .patch(
                new PatchContext.Builder()
                    .withPatchType(PatchType.JSON)
                    .withDryRun(List.of("All"))
                    .build(),
                "[{\"op\":\"add\",\"path\":\"/metadata/labels/patched\",\"value\":\"yes\"}]");

    assertThat(shown.getMetadata().getLabels()).containsEntry("patched", "yes");
    assertThat(daemonSet().getMetadata().getLabels()).doesNotContainKey("patched");
  }

  @Test
  void anUpdateOfAnOldVersionIsAConflict() {
    var map =
        client
            .resource(
                new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName("contended")
                    .withNamespace("default")
                    .endMetadata()
                    .build())
            .create();
    client
        .resource(new ConfigMapBuilder(map).addToData("by", "first").build())
        .lockResourceVersion(map.getMetadata().getResourceVersion())
        .update();

    assertThatThrownBy(
            () ->
                client
                    .resource(new ConfigMapBuilder(map).addToData("by", "second").build())
                    .lockResourceVersion(map.getMetadata().getResourceVersion())
                    .update())
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
  }

  @Test
  void aKubeconfigWithoutRightsIsForbiddenEverything() {
    try (var nobody = test.client("east-norights")) {
      assertThatThrownBy(() -> nobody.nodes().list())
          .isInstanceOfSatisfying(
              KubernetesClientException.class,
              e -> {
                assertThat(e.getCode()).isEqualTo(403);
                assertThat(e.getStatus().getReason()).isEqualTo("Forbidden");
                assertThat(e.getStatus().getMessage()).contains("cannot list resource \"nodes\"");
              });
    }
  }

  @Test
  void aReadOnlyKubeconfigMayLookButNotRestart() {
    try (var reader = test.client("east-readonly")) {
      assertThat(reader.nodes().list().getItems()).hasSize(2);
      String pod = TestLab.router(reader, "kube-router", "east-n1").getMetadata().getName();
      assertThatThrownBy(() -> reader.pods().inNamespace("kube-system").withName(pod).delete())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
    }
  }

  @Test
  void anAccessReviewTellsRightsBeforehand() {
    try (var reader = test.client("east-readonly")) {
      var review =
          new SelfSubjectAccessReviewBuilder()
              .withNewSpec()
              .withNewResourceAttributes()
              .withGroup("apps")
              .withResource("daemonsets")
              .withVerb("patch")
              .endResourceAttributes()
              .endSpec()
              .build();

      assertThat(reader.resource(review).create().getStatus().getAllowed()).isFalse();
      assertThat(client.resource(review).create().getStatus().getAllowed()).isTrue();
    }
  }

  @Test
  void saysItsServiceRangeWhereKubeadmDoes() {
    var config = client.configMaps().inNamespace("kube-system").withName("kubeadm-config").get();

    assertThat(config.getData().get("ClusterConfiguration"))
        .contains("serviceSubnet: 10.211.0.0/16");
  }

  private DaemonSet daemonSet() {
    return client.apps().daemonSets().inNamespace("kube-system").withName("kube-router").get();
  }

  private DaemonSet patch(String patch) {
    return client
        .apps()
        .daemonSets()
        .inNamespace("kube-system")
        .withName("kube-router")
        .patch(PatchContext.of(PatchType.JSON), patch);
  }
}
