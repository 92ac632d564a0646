package io.podspan.cli.grant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.podspan.cli.CommandRun;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.Credentials;
import io.podspan.events.AccessReference;
import io.podspan.lab.api.Identity;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ResourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrantCommandTest {
  private static final Path SHARED = Path.of("target", "grant-test");

  @TempDir Path folder;
  private SimulatedCluster cluster;
  private Path file;

  @BeforeEach
  void start() throws IOException {
    cluster = new SimulatedCluster(SHARED);
    file = folder.resolve("credentials").resolve("paris");
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private CommandRun run(String command, Identity as, String... more) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of("clusters", command, "paris", "--context", "admin", "--kubeconfig"));
    line.add(cluster.kubeconfig(folder, as).toString());
    line.addAll(List.of(more));
    return CommandRun.of(line.toArray(String[]::new));
  }

  private CommandRun grant(String... more) throws IOException {
    List<String> options = new ArrayList<>(List.of("--out", file.toString()));
    options.addAll(List.of(more));
    return run("grant", Identity.ADMIN, options.toArray(String[]::new));
  }

  private String token() throws IOException {
    return new YAMLMapper().readTree(Files.readString(file)).at("/users/0/user/token").asText();
  }

  @Test
  void aGrantMakesNamespaceAccountRolesAndBindings() throws IOException {
    CommandRun run = grant();

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(cluster.has(ResourceType.NAMESPACE, "", "podspan")).isTrue();
    assertThat(cluster.has(ResourceType.SERVICE_ACCOUNT, "podspan", "podspan-all-services"))
        .isTrue();
    assertThat(cluster.has(ResourceType.CLUSTER_ROLE, "", "podspan-probe-service")).isTrue();
    assertThat(cluster.has(ResourceType.ROLE, "kube-system", "podspan-route-collector")).isTrue();
    JsonNode binding =
        cluster.store.get(
            ObjectKey.of(
                ResourceType.ROLE_BINDING,
                "kube-system",
                "podspan-all-services.podspan-route-collector"));
    assertThat(binding.at("/roleRef/name").asText()).isEqualTo("podspan-route-collector");
    assertThat(binding.at("/subjects/0/name").asText()).isEqualTo("podspan-all-services");
    assertThat(binding.at("/subjects/0/namespace").asText()).isEqualTo("podspan");
  }

  @Test
  void theFileWorksForAServiceAndOnlyItsOwnerReadsIt() throws IOException {
    grant();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(new YAMLMapper().readTree(Files.readString(file)).at("/clusters/0/cluster/server"))
        .hasToString('"' + cluster.url() + '"');
    try (ClusterClients clients = new ClusterClients(new Credentials(file.getParent()))) {
      assertThat(clients.client(new AccessReference("paris", null)).namespaces().list().getItems())
          .isNotEmpty();
      assertThat(clients.cautions(new AccessReference("paris", null))).isEmpty();
    }
  }

  @Test
  void noTokenIsEverPrinted() throws IOException {
    CommandRun run = grant();

    assertThat(token()).isNotBlank();
    assertThat(run.out() + run.err()).doesNotContain(token());
  }

  @Test
  void theSameCommandAgainRenewsTheTokenAndChangesNothingElse() throws IOException {
    grant();
    String before = token();

    CommandRun again = grant();

    assertThat(again.code()).isZero();
    assertThat(again.out()).doesNotContain("created").doesNotContain("changed");
    assertThat(token()).isNotEqualTo(before);
  }

  @Test
  void aRoleThatGivesOtherRightsIsMended() throws IOException {
    grant();
    ObjectKey role = ObjectKey.of(ResourceType.ROLE, "kube-system", "podspan-route-collector");
    JsonNode rules = cluster.store.get(role).path("rules");
    cluster.store.update(
        role,
        changed -> {
          changed.putArray("rules").addObject().putArray("verbs").add("*");
          return changed;
        });

    assertThat(grant().out()).contains("changed Role kube-system/podspan-route-collector\n");

    assertThat(cluster.store.get(role).path("rules").size()).isEqualTo(rules.size());
  }

  @Test
  void eachServiceMayHaveAFileOfItsOwn() throws IOException {
    Path secrets = folder.resolve("secrets");

    assertThat(run("grant", Identity.ADMIN, "--per-service", secrets.toString()).code()).isZero();

    assertThat(secrets.resolve("peering-service/paris")).isRegularFile();
    assertThat(secrets.resolve("route-collector/paris")).isRegularFile();
    assertThat(secrets.resolve("probe-service/paris")).isRegularFile();
    assertThat(cluster.has(ResourceType.SERVICE_ACCOUNT, "podspan", "podspan-probe-service"))
        .isTrue();
    assertThat(cluster.has(ResourceType.SERVICE_ACCOUNT, "podspan", "podspan-all-services"))
        .isFalse();
  }

  @Test
  void routersElsewhereGetTheSameRoles() throws IOException {
    cluster.create(ResourceType.NAMESPACE, "", "calico-system");
    cluster.create(ResourceType.NAMESPACE, "", "routers");

    grant("--router-namespace", "routers");

    assertThat(cluster.has(ResourceType.ROLE, "calico-system", "podspan-route-collector")).isTrue();
    assertThat(cluster.has(ResourceType.ROLE, "routers", "podspan-peering-service")).isTrue();
  }

  @Test
  void policiesLimitTheAccountsAndAreMendedAndTakenAway() throws IOException {
    assertThat(grant().out()).contains("created ValidatingAdmissionPolicy podspan-exec");
    ObjectKey exec = ObjectKey.of(ResourceType.ADMISSION_POLICY, "", "podspan-exec");
    JsonNode shipped = cluster.store.get(exec).path("spec");
    cluster.store.update(
        exec,
        changed -> {
          ((ObjectNode) changed.path("spec")).putArray("validations");
          return changed;
        });
    ObjectKey binding = ObjectKey.of(ResourceType.ADMISSION_POLICY_BINDING, "", "podspan-exec");
    cluster.store.update(
        binding,
        changed -> {
          ((ObjectNode) changed.path("spec")).putArray("validationActions").add("Audit");
          return changed;
        });

    assertThat(grant().out())
        .contains("changed ValidatingAdmissionPolicy podspan-exec")
        .contains("changed ValidatingAdmissionPolicyBinding podspan-exec")
        .doesNotContain("podspan-pods");

    assertThat(cluster.store.get(exec).path("spec")).isEqualTo(shipped);
    assertThat(cluster.store.get(binding).at("/spec/validationActions/0").asText())
        .isEqualTo("Deny");
    run("revoke", Identity.ADMIN, "--out", file.toString());
    assertThat(cluster.store.list(ResourceType.ADMISSION_POLICY, "")).isEmpty();
    assertThat(cluster.store.list(ResourceType.ADMISSION_POLICY_BINDING, "")).isEmpty();
  }

  @Test
  void aDaemonSetOfAnotherNameIsNamedInRolesAndPolicies() throws IOException {
    grant("--router-daemonset", "edge-router");

    JsonNode role =
        cluster.store.get(
            ObjectKey.of(ResourceType.ROLE, "kube-system", "podspan-peering-service"));
    assertThat(role.toString()).contains("[\"kube-router\",\"calico-node\",\"edge-router\"]");
    for (String policy : List.of("podspan-exec", "podspan-daemonsets", "podspan-pods")) {
      assertThat(
              cluster.store.get(ObjectKey.of(ResourceType.ADMISSION_POLICY, "", policy)).toString())
          .contains("'kube-router', 'calico-node'", "'edge-router']\"");
    }
    assertThat(grant("--router-daemonset", "x'] + ['").code()).isNotZero();
  }

  private String calicoRules() {
    return cluster
        .store
        .get(ObjectKey.of(ResourceType.CLUSTER_ROLE, "", "podspan-peering-service"))
        .path("rules")
        .toString();
  }

  @Test
  void rightsAreInTheGroupThatCalicosObjectsAreIn() throws IOException {
    grant();
    assertThat(calicoRules()).contains("[\"crd.projectcalico.org\"]");

    cluster.close();
    cluster = new SimulatedCluster(SHARED, ResourceType.CALICO_V3);
    grant();
    assertThat(calicoRules())
        .contains("[\"projectcalico.org\"]")
        .doesNotContain("crd.projectcalico.org");

    cluster.close();
    List<ResourceType> both = new ArrayList<>(ResourceType.CALICO);
    both.addAll(ResourceType.CALICO_V3);
    cluster = new SimulatedCluster(SHARED, both);
    grant();
    assertThat(calicoRules())
        .as("no right where the policies may not hold")
        .doesNotContain("[\"projectcalico.org\"]");
  }

  @Test
  void aContextWithTooFewRightsIsToldWhichItLacksAndNothingIsChanged() throws IOException {
    CommandRun run = run("grant", Identity.READ_ONLY, "--out", file.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("create namespaces in the whole cluster")
        .contains("create roles.rbac.authorization.k8s.io in the namespace kube-system")
        .contains("create serviceaccounts/token in the namespace podspan");
    assertThat(cluster.has(ResourceType.NAMESPACE, "", "podspan")).isFalse();
    assertThat(file).doesNotExist();
  }

  @Test
  void aContextWithoutAnyRightIsToldSo() throws IOException {
    CommandRun run = run("grant", Identity.NOBODY, "--out", file.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("namespaces \"kube-system\" is forbidden")
        .doesNotContain("at io.podspan");
  }

  @Test
  void aFileOfSomebodyElseIsKept() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "mine");

    assertThat(grant().code()).isEqualTo(1);

    assertThat(file).hasContent("mine");
    assertThat(cluster.has(ResourceType.NAMESPACE, "", "podspan")).isFalse();
  }

  @Test
  void aRevocationTakesEverythingAway() throws IOException {
    grant();
    run("grant", Identity.ADMIN, "--per-service", folder.resolve("secrets").toString());
    Path kept = Files.copy(file, file.resolveSibling("kept"));

    CommandRun run = run("revoke", Identity.ADMIN, "--out", file.toString());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(file).doesNotExist();
    for (ResourceType type :
        List.of(
            ResourceType.SERVICE_ACCOUNT,
            ResourceType.ROLE,
            ResourceType.ROLE_BINDING,
            ResourceType.CLUSTER_ROLE,
            ResourceType.CLUSTER_ROLE_BINDING)) {
      assertThat(cluster.store.list(type, "")).isEmpty();
    }
    assertThat(cluster.has(ResourceType.NAMESPACE, "", "podspan")).isFalse();
    try (ClusterClients clients = new ClusterClients(new Credentials(kept.getParent()))) {
      KubernetesClient client = clients.client(new AccessReference("kept", null));
      org.assertj.core.api.Assertions.assertThatExceptionOfType(KubernetesClientException.class)
          .isThrownBy(() -> client.namespaces().list())
          .matches(e -> e.getCode() == 401);
    }
  }

  @Test
  void aNamespaceThatWasThereBeforeStays() throws IOException {
    cluster.create(ResourceType.NAMESPACE, "", "podspan");
    grant();

    assertThat(run("revoke", Identity.ADMIN, "--out", file.toString()).code()).isZero();

    assertThat(cluster.has(ResourceType.NAMESPACE, "", "podspan")).isTrue();
  }

  @Test
  void aLifeThatKubernetesDoesNotGiveIsRefusedAsUsage() throws IOException {
    assertThat(grant("--duration", "5m").code()).isEqualTo(2);
    assertThat(grant("--duration", "soon").code()).isEqualTo(2);
  }

  @Test
  void anUnknownContextNamesTheOthers() throws IOException {
    CommandRun run =
        CommandRun.of(
            "clusters",
            "grant",
            "paris",
            "--context",
            "london",
            "--kubeconfig",
            cluster.kubeconfig(folder, Identity.ADMIN).toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("no context london").contains("admin");
  }
}
