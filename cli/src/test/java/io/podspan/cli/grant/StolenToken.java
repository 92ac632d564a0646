package io.podspan.cli.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.podspan.clusteraccess.ExecOutcome;
import io.podspan.clusteraccess.PodContainer;
import io.podspan.clusteraccess.PodExec;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What somebody tries who has the token of a grant. Nothing is changed: patches are dry runs. */
record StolenToken(KubernetesClient thief, KubernetesClient admin) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CONTAINER = "/spec/template/spec/containers/0";

  /** Attacks that would give root on the nodes. */
  private static final List<String> ROOT =
      List.of(
          "[{'op':'replace','path':'" + CONTAINER + "/image','value':'evil'}]",
          "[{'op':'add','path':'" + CONTAINER + "/command','value':['sh','-c','id']}]",
          "[{'op':'add','path':'"
              + CONTAINER
              + "/env/-','value':{'name':'LD_PRELOAD','value':'x'}}]",
          "[{'op':'add','path':'"
              + CONTAINER
              + "/lifecycle','value':{'postStart':{'exec':{'command':['sh']}}}}]",
          "[{'op':'replace','path':'"
              + CONTAINER
              + "/livenessProbe','value':{'exec':{'command':['sh']}}}]",
          "[{'op':'add','path':'/spec/template/spec/containers/-','value':{'name':'x','image':'evil'}}]",
          "[{'op':'add','path':'/spec/template/spec/initContainers','value':[{'name':'x','image':'evil'}]}]",
          "[{'op':'add','path':'/spec/template/spec/volumes/-','value':{'name':'root','hostPath':{'path':'/'}}}]",
          "[{'op':'replace','path':'/spec/template/spec/serviceAccountName','value':'default'}]",
          "[{'op':'add','path':'" + CONTAINER + "/args/-','value':'--kubeconfig=/tmp/x'}]",
          "[{'op':'add','path':'/spec/template/metadata/labels/x','value':'y'}]",
          "[{'op':'add','path':'/metadata/labels','value':{'x':'y'}}]");

  private static final String PEERS =
      "[{'op':'add','path':'" + CONTAINER + "/args/-','value':'--peer-router-ips=192.0.2.1'}]";

  private static final String VOLUMES =
      "[{'op':'add','path':'/spec/template/spec/volumes/-','value':"
          + "{'name':'podspan-bgp-passwords','secret':{'secretName':'%s'%s}}},"
          + "{'op':'add','path':'"
          + CONTAINER
          + "/volumeMounts/-','value':{'name':'podspan-bgp-passwords','mountPath':'%s','readOnly':true}},"
          + "{'op':'add','path':'"
          + CONTAINER
          + "/args/-','value':'--peer-router-passwords-file=/etc/podspan-bgp/passwords'}]";

  private static final String ITEM = "{'key':'%s','path':'passwords'}";

  /** Another Secret in the volume that is there. */
  private static final String ANOTHER =
      "[{'op':'replace','path':'/spec/template/spec/volumes/0/secret/secretName','value':'bootstrap-token'}]";

  private static final String LENT =
      "[{'op':'add','path':'/metadata/annotations/podspan.io~1bgp-secret','value':'bootstrap-token'}]";

  /** Attacks on nodes. */
  private static final List<String> NODES =
      List.of(
          "[{'op':'add','path':'/metadata/labels/x','value':'y'}]",
          "[{'op':'add','path':'/spec/unschedulable','value':true}]",
          "[{'op':'add','path':'/metadata/annotations/kube-router.io~1rr.server','value':'1'}]",
          "[{'op':'add','path':'/metadata/annotations/kube-router.io~1pod-cidr','value':'10.9.0.0/24'}]");

  private static final String NODE_PEERS =
      "[{'op':'add','path':'/metadata/annotations/kube-router.io~1peer.ips','value':'192.0.2.1'}]";

  void isWorthLittle() {
    PodContainer router = router();
    // A policy is in force a moment after it was made.
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(run(router, "sh", "-c", "id")).isEqualTo("FORBIDDEN"));
    assertThat(run(router, "ip", "-j", "route", "show")).isEqualTo("0");
    assertThat(run(router, "gobgp", "-j", "neighbor")).isEqualTo("0");
    assertThat(run(router, "ip", "-4", "-j", "rule")).isEqualTo("0");
    assertThat(run(router, "ip", "-4", "-j", "route", "show", "table", "all")).isEqualTo("0");
    assertThat(run(router, "ip", "-d", "-j", "link")).isEqualTo("0");
    assertThat(run(router, "ip", "route", "add", "192.0.2.0/24", "dev", "lo"))
        .isEqualTo("FORBIDDEN");
    assertThat(run(router, "ip", "-4", "-j", "rule", "add", "lookup", "77")).isEqualTo("FORBIDDEN");
    assertThat(run(router, "cat", "/var/run/secrets/kubernetes.io/serviceaccount/token"))
        .isEqualTo("FORBIDDEN");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(patch(ROOT.getFirst())).isEqualTo(403));
    assertThat(ROOT).allSatisfy(attack -> assertThat(patch(attack)).as(attack).isEqualTo(403));
    assertThat(patch(PEERS)).isEqualTo(200);
    assertThat(patch(volume("podspan-bgp-1", "/etc/podspan-bgp"))).isEqualTo(200);
    assertThat(patch(volume("bootstrap-token", "/etc/podspan-bgp"))).isEqualTo(403);
    assertThat(patch(volume("podspan-bgp-1", "/usr/local/bin"))).isEqualTo(403);
    assertThat(patch(LENT)).as("only the owner lends a Secret").isEqualTo(403);
    mountsTheEntryThatTheOwnerLendsAndNoOther();
    isNotHinderedByAVolumeThatIsThere();
    writesSecretsOfPodspanOnlyAndReadsNone();
    assertThat(NODES).allSatisfy(attack -> assertThat(patchNode(attack)).as(attack).isEqualTo(403));
    assertThat(patchNode(NODE_PEERS)).isEqualTo(200);
    deletesPodsOfRoutersOnly();
  }

  private PodContainer router() {
    String name =
        admin
            .pods()
            .inNamespace("kube-system")
            .withLabel("k8s-app", "kube-router")
            .list()
            .getItems()
            .getFirst()
            .getMetadata()
            .getName();
    return new PodContainer("kube-system", name, "kube-router");
  }

  private String run(PodContainer pod, String... command) {
    return switch (PodExec.run(thief, pod, Duration.ofSeconds(20), command)) {
      case ExecOutcome.Finished finished -> Integer.toString(finished.exitCode());
      case ExecOutcome.Failed failed -> failed.cause().name();
    };
  }

  private int patch(String json) {
    return patch(
        thief.apps().daemonSets().inNamespace("kube-system").withName("kube-router"), json);
  }

  private int patchNode(String json) {
    String node = admin.nodes().list().getItems().getFirst().getMetadata().getName();
    return patch(thief.nodes().withName(node), json);
  }

  private static int patch(Resource<?> resource, String json) {
    PatchContext dryRun =
        new PatchContext.Builder().withPatchType(PatchType.JSON).withDryRun(List.of("All")).build();
    try {
      resource.patch(dryRun, json.replace('\'', '"'));
      return 200;
    } catch (KubernetesClientException e) {
      return e.getCode();
    }
  }

  private static String volume(String secret, String path) {
    return VOLUMES.formatted(secret, "", path);
  }

  private static String entries(String secret, String items) {
    return VOLUMES.formatted(secret, ",'items':[" + items + "]", "/etc/podspan-bgp");
  }

  private void mountsTheEntryThatTheOwnerLendsAndNoOther() {
    Resource<DaemonSet> set =
        admin.apps().daemonSets().inNamespace("kube-system").withName("kube-router");
    set.edit(
        one ->
            new DaemonSetBuilder(one)
                .editMetadata()
                .addToAnnotations("podspan.io/bgp-secret", "bgp-rr1")
                .endMetadata()
                .build());
    try {
      String lent = ITEM.formatted("passwords");
      assertThat(patch(entries("bgp-rr1", lent))).isEqualTo(200);
      assertThat(patch(entries("bgp-rr1", ITEM.formatted("other")))).isEqualTo(403);
      assertThat(patch(entries("bgp-rr1", lent + ",{'key':'other','path':'other'}")))
          .isEqualTo(403);
      assertThat(patch(volume("bgp-rr1", "/etc/podspan-bgp"))).as("all entries").isEqualTo(403);
      assertThat(patch(entries("bootstrap-token", lent))).isEqualTo(403);
      assertThat(patch(entries("", lent))).isNotEqualTo(200);
    } finally {
      set.edit(
          one ->
              new DaemonSetBuilder(one)
                  .editMetadata()
                  .removeFromAnnotations("podspan.io/bgp-secret")
                  .endMetadata()
                  .build());
    }
  }

  /** Its owner lends it no more. What is mounted stays so, and the flags may change. */
  private void isNotHinderedByAVolumeThatIsThere() {
    DaemonSet idle = idleRouter();
    admin.resource(idle).create();
    try {
      Resource<DaemonSet> seen =
          thief.apps().daemonSets().inNamespace("kube-system").withName("calico-node");
      assertThat(patch(seen, PEERS)).isEqualTo(200);
      assertThat(patch(seen, ANOTHER)).isEqualTo(403);
    } finally {
      admin.resource(idle).delete();
    }
  }

  /** No node has its label. */
  private static DaemonSet idleRouter() {
    Map<String, String> labels = Map.of("app", "idle-router");
    return new DaemonSetBuilder()
        .withNewMetadata()
        .withName("calico-node")
        .withNamespace("kube-system")
        .endMetadata()
        .withNewSpec()
        .withNewSelector()
        .withMatchLabels(labels)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .withNodeSelector(labels)
        .addNewContainer()
        .withName("it")
        .withImage("none.invalid/none:1")
        .withArgs("run")
        .endContainer()
        .addNewVolume()
        .withName("podspan-bgp-passwords")
        .withNewSecret()
        .withSecretName("bgp-rr1")
        .endSecret()
        .endVolume()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private void writesSecretsOfPodspanOnlyAndReadsNone() {
    assertThat(makesSecret("podspan-bgp-x", "Opaque")).isEqualTo(200);
    assertThat(makesSecret("other", "Opaque")).isEqualTo(403);
    assertThat(makesSecret("podspan-bgp-x", "bootstrap.kubernetes.io/token")).isEqualTo(403);
    assertThatExceptionOfType(KubernetesClientException.class)
        .isThrownBy(() -> thief.secrets().inNamespace("kube-system").list())
        .matches(e -> e.getCode() == 403);
  }

  /** A dry run. */
  private int makesSecret(String name, String type) {
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace("kube-system")
            .endMetadata()
            .withType(type)
            .build();
    try {
      thief.resource(secret).dryRun(true).create();
      return 200;
    } catch (KubernetesClientException e) {
      return e.getCode();
    }
  }

  private void deletesPodsOfRoutersOnly() {
    Pod other =
        new PodBuilder()
            .withNewMetadata()
            .withName("not-a-router")
            .withNamespace("kube-system")
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("it")
            .withImage("none.invalid/none:1")
            .endContainer()
            .endSpec()
            .build();
    admin.resource(other).create();
    try {
      assertThatExceptionOfType(KubernetesClientException.class)
          .isThrownBy(() -> thief.resource(other).delete())
          .matches(e -> e.getCode() == 403);
    } finally {
      admin.resource(other).withGracePeriod(0).delete();
    }
  }
}
