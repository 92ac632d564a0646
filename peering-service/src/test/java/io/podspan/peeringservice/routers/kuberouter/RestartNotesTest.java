package io.podspan.peeringservice.routers.kuberouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.podspan.peeringservice.kubernetes.DisruptionBudgets.Budget;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.Answer.Known;
import io.podspan.peeringservice.peering.router.Answer.Unknown;
import io.podspan.peeringservice.peering.router.RouterNote;
import io.podspan.peeringservice.peering.router.RouterNote.Check;
import io.podspan.peeringservice.peering.router.RouterNote.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the DaemonSet, its pods, their budgets and the nodes say about a restart and a join. */
class RestartNotesTest {
  private static final Answer<List<Budget>> NO_BUDGETS = new Known<>(List.of(), "budgets");

  private static RouterDaemonSet set(String metadata, String spec, String status) {
    return RouterDaemonSet.of(
        Serialization.unmarshal(
            """
            {"kind": "DaemonSet", "apiVersion": "apps/v1",
             "metadata": {"name": "kube-router", "namespace": "kube-system" %s},
             "spec": {"selector": {"matchLabels": {"k8s-app": "kube-router"}} %s,
               "template": {"spec": {"containers": [{"name": "kube-router", "image": "kube-router:v2.1.0",
                 "args": ["--run-router=true"]}]}}},
             "status": {%s}}
            """
                .formatted(metadata, spec, status),
            DaemonSet.class));
  }

  private static RouterDaemonSet plain() {
    return set("", "", "");
  }

  private static Pod pod(String image, String digest, String hash) {
    return Serialization.unmarshal(
        """
        {"kind": "Pod", "apiVersion": "v1",
         "metadata": {"name": "p", "labels": {"controller-revision-hash": "%s"}},
         "spec": {"containers": [{"name": "kube-router", "image": "%s"}]},
         "status": {"containerStatuses": [{"name": "kube-router", "imageID": "%s"}]}}
        """
            .formatted(hash, image, digest),
        Pod.class);
  }

  private static RouterNote note(
      Check check, RouterDaemonSet set, Optional<List<Pod>> pods, Answer<List<Budget>> budgets) {
    return RestartNotes.of(set, pods, budgets).stream()
        .filter(note -> note.check() == check)
        .findFirst()
        .orElseThrow();
  }

  private static RouterNote owner(String metadata) {
    return note(Check.OWNER, set(metadata, "", ""), Optional.of(List.of()), NO_BUDGETS);
  }

  private static RouterNote versions(Pod... pods) {
    return note(Check.ROUTER_VERSIONS, plain(), Optional.of(List.of(pods)), NO_BUDGETS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'annotations': {'argocd.argoproj.io/tracking-id': 'a:apps/DaemonSet:x'} | Argo CD | gitops-owner",
        "'labels': {'argocd.argoproj.io/instance': 'net'} | Argo CD | gitops-owner",
        "'labels': {'kustomize.toolkit.fluxcd.io/name': 'net'} | Flux | gitops-owner",
        "'labels': {'helm.toolkit.fluxcd.io/name': 'net'} | Flux | gitops-owner",
        "'labels': {'addonmanager.kubernetes.io/mode': 'Reconcile'} | addon manager | gitops-owner",
        "'annotations': {'meta.helm.sh/release-name': 'net'} | Helm | managed-elsewhere",
        "'labels': {'app.kubernetes.io/managed-by': 'ansible'} | ansible | managed-elsewhere",
        "'managedFields': [{'manager': 'argocd-controller', 'operation': 'Apply'}] | Argo CD | gitops-owner",
      })
  void whoeverWouldTakeTheFlagsBackIsNamed(String metadata, String name, String code) {
    RouterNote note = owner(", " + metadata.replace('\'', '"'));
    assertThat(note.verdict()).isEqualTo(Verdict.CAUTION);
    assertThat(note.code()).isEqualTo(code);
    assertThat(note.evidence()).contains(name, "kube-system/kube-router");
  }

  @Test
  void managedFieldsTellWhoWroteTheFlags() {
    RouterNote note =
        owner(
            """
            , "managedFields": [{"manager": "kubectl-client-side-apply", "operation": "Update",
              "fieldsType": "FieldsV1", "fieldsV1": {"f:spec": {"f:template": {"f:spec": {"f:containers":
                {"k:{\\"name\\":\\"kube-router\\"}": {"f:args": {}}}}}}}},
              {"manager": "kube-controller-manager", "operation": "Update", "fieldsType": "FieldsV1",
               "fieldsV1": {"f:status": {}}}]
            """);
    assertThat(note.verdict()).isEqualTo(Verdict.PASS);
    assertThat(note.evidence()).endsWith("last written by kubectl-client-side-apply.");
  }

  @Test
  void oneReleaseOnAllNodesPasses() {
    RouterNote note =
        versions(pod("kube-router:v2.1.0", "", "a"), pod("kube-router:v2.1.0", "", "a"));
    assertThat(note.verdict()).isEqualTo(Verdict.PASS);
    assertThat(note.evidence()).contains("kube-router:v2.1.0 (2 nodes)");
  }

  @Test
  void severalReleasesAreACautionAlsoUnderOneTag() {
    assertThat(
            versions(pod("kube-router:v2.1.0", "", "a"), pod("kube-router:v2.2.0", "", "b")).code())
        .isEqualTo("several-router-versions");
    RouterNote sameTag =
        versions(
            pod("kube-router", "docker.io/kube-router@sha256:11", "a"),
            pod("kube-router", "docker.io/kube-router@sha256:22", "a"));
    assertThat(sameTag.code()).isEqualTo("several-router-versions");
    assertThat(sameTag.evidence()).contains("sha256:11 (1 node)", "sha256:22 (1 node)");
  }

  @Test
  void severalTemplatesAreACaution() {
    assertThat(versions(pod("kube-router", "", "a"), pod("kube-router", "", "b")).code())
        .isEqualTo("several-router-templates");
  }

  @Test
  void podsThatMayNotBeListedAreNoPass() {
    assertThat(note(Check.ROUTER_VERSIONS, plain(), Optional.empty(), NO_BUDGETS).verdict())
        .isEqualTo(Verdict.UNCHECKED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | '' | PASS | maxUnavailable 1",
        ", \"updateStrategy\": {\"type\": \"RollingUpdate\", \"rollingUpdate\": {\"maxUnavailable\": \"10%\"}} | '' | PASS | maxUnavailable 10%",
        ", \"updateStrategy\": {\"type\": \"OnDelete\"} | '' | PASS | OnDelete",
        ", \"updateStrategy\": {\"type\": \"RollingUpdate\", \"rollingUpdate\": {\"maxUnavailable\": 0, \"maxSurge\": 1}} | '' | CAUTION | no router to be away",
        "'' | \"numberUnavailable\": 2 | CAUTION | 2 of its pods are not available",
      })
  void theUpdateStrategyIsShownAndWhoIsAwayAlready(
      String spec, String status, Verdict verdict, String evidence) {
    RouterNote note =
        note(Check.UPDATE_STRATEGY, set("", spec, status), Optional.of(List.of()), NO_BUDGETS);
    assertThat(note.verdict()).isEqualTo(verdict);
    assertThat(note.evidence()).contains(evidence);
  }

  private static RouterNote budget(Answer<List<Budget>> budgets) {
    return note(Check.DISRUPTION_BUDGET, plain(), Optional.of(List.of()), budgets);
  }

  @Test
  void aSpentBudgetIsACaution() {
    Budget spent = new Budget("routers", new LabelSelector(), 0);
    Budget left = new Budget("routers", new LabelSelector(), 1);
    assertThat(budget(NO_BUDGETS).verdict()).isEqualTo(Verdict.PASS);
    assertThat(budget(new Known<>(List.of(left), "b")).verdict()).isEqualTo(Verdict.PASS);
    assertThat(budget(new Known<>(List.of(spent), "b")).code())
        .isEqualTo("disruption-budget-spent");
    RouterNote unread = budget(new Unknown<>("The user may not list them."));
    assertThat(unread.verdict()).isEqualTo(Verdict.UNCHECKED);
    assertThat(unread.evidence()).contains("The user may not list them.");
  }

  private static NodeReading node(String key, String value) {
    return new NodeReading("paris-1", "198.18.1.1", List.of(), true, Map.of(key, value));
  }

  private static RouterNote onNode(Check check, NodeReading node) {
    return NodeNotes.of(List.of(node)).stream()
        .filter(note -> note.check() == check)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aNodeThatReflectsRoutesIsACaution() {
    assertThat(onNode(Check.NODE_REFLECTS, node("kube-router.io/rr.server", "42")).evidence())
        .contains("paris-1");
    assertThat(onNode(Check.NODE_REFLECTS, node("kube-router.io/rr.client", "42")).verdict())
        .isEqualTo(Verdict.PASS);
  }

  @ParameterizedTest
  @CsvSource({
    "'[\"65535:65282\"]', CAUTION",
    "no-advertise, CAUTION",
    "no-export, CAUTION",
    "4294967042, CAUTION",
    "'[\"64512:100\"]', PASS",
  })
  void communitiesThatKeepARouteBackAreACaution(String communities, Verdict verdict) {
    assertThat(
            onNode(Check.COMMUNITIES, node("kube-router.io/node.bgp.communities", communities))
                .verdict())
        .isEqualTo(verdict);
  }

  @Test
  void prefixesThatANodeRefusesAreRead() {
    assertThat(
            NodeNotes.refused(
                node("kube-router.io/node.bgp.customimportreject", "10.2.0.0/16, 10.9.1.7/24, x")))
        .isEqualTo(Samples.cidrs("10.2.0.0/16", "10.9.1.0/24"));
  }
}
