package io.podspan.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KustomizeTest {
  private static final String BASE = "kustomize/base";
  private static final String MEMBER = "member-cluster";

  private final Manifests base = Manifests.in(BASE);

  @ParameterizedTest
  @ValueSource(strings = {BASE, MEMBER})
  void everyFileIsNamedAndEveryObjectIsOfItsKind(String folder) {
    Manifests manifests = Manifests.in(folder);
    Set<String> named = new TreeSet<>(Set.of("kustomization.yaml"));
    manifests.kustomization().path("resources").forEach(resource -> named.add(resource.asText()));
    assertThat(Checkout.files(manifests.folder(), ".yaml"))
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrderElementsOf(named);
    assertThat(manifests.objects())
        .extracting(object -> object.getKind() + " " + Manifests.name(object))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(name).doesNotEndWith("null"));
  }

  @Test
  void anUnknownFieldIsAnError() throws IOException {
    JsonNode wrong =
        new com.fasterxml.jackson.databind.ObjectMapper()
            .readTree(
                """
                {"apiVersion": "apps/v1", "kind": "Deployment",
                 "spec": {"template": {"spec": {"containers": [{"name": "x", "iamge": "y"}]}}}}
                """);
    assertThatThrownBy(() -> Manifests.object("a file", wrong)).hasMessageContaining("iamge");
  }

  @ParameterizedTest
  @ValueSource(strings = {BASE, MEMBER})
  void kubectlBuildsIt(String folder) throws Exception {
    String built = Tool.orSkip("kubectl").run(Map.of(), List.of("kustomize", "deploy/" + folder));
    assertThat(built).contains("kind: ServiceAccount");
  }

  @ParameterizedTest
  @ValueSource(strings = {BASE, MEMBER})
  void workloadsSelectTheirOwnPods(String folder) {
    Manifests manifests = Manifests.in(folder);
    manifests
        .selectors()
        .forEach(
            (name, selector) ->
                assertThat(manifests.pods().get(name).getMetadata().getLabels())
                    .as(name)
                    .containsAllEntriesOf(selector));
  }

  @Test
  void servicesBudgetsAndPoliciesSelectSomePod() {
    List<Map<String, String>> selectors = new ArrayList<>();
    base.all(Service.class).forEach(s -> selectors.add(s.getSpec().getSelector()));
    base.all(PodDisruptionBudget.class)
        .forEach(b -> selectors.add(b.getSpec().getSelector().getMatchLabels()));
    base.all(NetworkPolicy.class)
        .forEach(p -> selectors.add(p.getSpec().getPodSelector().getMatchLabels()));
    assertThat(selectors)
        .hasSizeGreaterThan(10)
        .allSatisfy(labels -> assertThat(base.selectsSomePod(labels)).as("%s", labels).isTrue());
  }

  @Test
  void everyServiceIsThereWithItsAccountAndItsPorts() {
    assertThat(base.pods().keySet()).containsExactlyInAnyOrderElementsOf(Checkout.SERVICES);
    Set<String> accounts =
        base.all(ServiceAccount.class).stream().map(Manifests::name).collect(Collectors.toSet());
    base.pods()
        .forEach(
            (name, pod) ->
                assertThat(accounts)
                    .contains(pod.getSpec().getServiceAccountName())
                    .contains(name));
    for (Service service : base.all(Service.class)) {
      String workload = service.getSpec().getSelector().get("app.kubernetes.io/name");
      List<String> ports =
          container(workload).getPorts().stream().map(ContainerPort::getName).toList();
      assertThat(service.getSpec().getPorts())
          .allSatisfy(port -> assertThat(ports).contains(port.getTargetPort().getStrVal()));
    }
  }

  private Container container(String workload) {
    return base.pods().get(workload).getSpec().getContainers().getFirst();
  }

  @Test
  void everyVariableIsOneThatTheServicesKnow() {
    Set<String> known = Settings.known();
    assertThat(known).contains("PODSPAN_REFLECTOR_ROUTER_ID", "PODSPAN_JOURNAL_RETENTION_DAYS");
    Set<String> provided = base.all(ConfigMap.class).getFirst().getData().keySet();
    assertThat(known).containsAll(provided);
    for (String service : Checkout.SERVICES) {
      List<EnvVar> variables = container(service).getEnv();
      assertThat(known).containsAll(variables.stream().map(EnvVar::getName).toList());
      variables.stream()
          .filter(v -> v.getValueFrom() != null && v.getValueFrom().getConfigMapKeyRef() != null)
          .forEach(
              v -> assertThat(provided).contains(v.getValueFrom().getConfigMapKeyRef().getKey()));
    }
  }

  @Test
  void everySecretIsDescribedAndNoneIsHere() {
    String readme = Checkout.read(Checkout.DEPLOY.resolve("README.md"));
    for (String service : Checkout.SERVICES) {
      PodSpec pod = base.pods().get(service).getSpec();
      pod.getVolumes().stream()
          .filter(volume -> volume.getSecret() != null)
          .forEach(volume -> assertThat(readme).contains(volume.getSecret().getSecretName()));
      assertThat(container(service).getEnv())
          .noneMatch(
              v ->
                  v.getName().contains("PASSWORD")
                      || (v.getValueFrom() != null && v.getValueFrom().getSecretKeyRef() != null));
      pod.getVolumes().stream()
          .filter(volume -> volume.getName().equals("database"))
          .flatMap(volume -> volume.getSecret().getItems().stream())
          .forEach(
              item -> {
                assertThat(item.getPath()).isEqualTo("quarkus.datasource.password");
                assertThat(readme).contains("--from-literal=" + item.getKey() + "=");
              });
    }
  }

  @Test
  void everyMountHasItsVolume() {
    for (String service : Checkout.SERVICES) {
      Set<String> volumes =
          base.pods().get(service).getSpec().getVolumes().stream()
              .map(Volume::getName)
              .collect(Collectors.toCollection(TreeSet::new));
      if (service.equals("bgp-reflector")) {
        volumes.add("state");
      }
      assertThat(container(service).getVolumeMounts())
          .extracting(VolumeMount::getName)
          .containsExactlyInAnyOrderElementsOf(volumes);
    }
  }

  @Test
  void startupLivenessAndReadinessAreAskedApart() {
    for (String service : Checkout.SERVICES) {
      Container container = container(service);
      assertThat(path(container.getStartupProbe())).isEqualTo("/q/health/started");
      assertThat(path(container.getLivenessProbe())).isEqualTo("/q/health/live");
      assertThat(path(container.getReadinessProbe())).isEqualTo("/q/health/ready");
    }
  }

  private static String path(Probe probe) {
    return probe.getHttpGet().getPath();
  }

  @ParameterizedTest
  @ValueSource(strings = {BASE, MEMBER})
  void podsAreAsRestrictedAsTheirNamespaceDemands(String folder) {
    Manifests manifests = Manifests.in(folder);
    manifests
        .pods()
        .forEach(
            (name, template) -> {
              PodSpec pod = template.getSpec();
              Container container = pod.getContainers().getFirst();
              assertThat(pod.getHostNetwork()).as(name).isNull();
              assertThat(pod.getAutomountServiceAccountToken()).as(name).isFalse();
              assertThat(pod.getSecurityContext().getRunAsNonRoot()).as(name).isTrue();
              assertThat(pod.getSecurityContext().getSeccompProfile().getType())
                  .isEqualTo("RuntimeDefault");
              assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
              assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
              assertThat(container.getSecurityContext().getCapabilities().getDrop())
                  .containsExactly("ALL");
              assertThat(container.getResources().getLimits()).as(name).containsKey("memory");
              assertThat(container.getImage()).doesNotEndWith(":latest").contains(":");
            });
  }
}
