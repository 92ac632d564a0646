package io.podspan.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rights that Podspan gets in a member cluster. */
class RightsTest {
  private final Manifests member = Manifests.in("member-cluster");

  /** As {@code verb resource}, for one service, in the cluster or in one namespace. */
  private Set<String> rights(String service, String namespace) {
    List<PolicyRule> rules =
        namespace.isEmpty()
            ? member.all(ClusterRole.class).stream()
                .filter(role -> Manifests.name(role).equals("podspan-" + service))
                .flatMap(role -> role.getRules().stream())
                .toList()
            : member.all(Role.class).stream()
                .filter(role -> Manifests.name(role).equals("podspan-" + service))
                .filter(role -> role.getMetadata().getNamespace().equals(namespace))
                .flatMap(role -> role.getRules().stream())
                .toList();
    Set<String> rights = new TreeSet<>();
    for (PolicyRule rule : rules) {
      for (String resource : rule.getResources()) {
        rule.getVerbs().forEach(verb -> rights.add(verb + " " + resource));
      }
    }
    return rights;
  }

  @Test
  void thePeeringServiceChangesRoutersInTheirNamespaceAndReadsNodes() {
    assertThat(rights("peering-service", "kube-system"))
        .containsExactlyInAnyOrder(
            "get daemonsets",
            "list daemonsets",
            "watch daemonsets",
            "patch daemonsets",
            "get controllerrevisions",
            "list controllerrevisions",
            "get pods",
            "list pods",
            "delete pods",
            "get pods/exec",
            "create pods/exec",
            "get configmaps",
            "list poddisruptionbudgets",
            "create secrets",
            "update secrets",
            "delete secrets",
            "create localsubjectaccessreviews",
            "create events");
    assertThat(rights("peering-service", "default")).containsExactly("create events");
    assertThat(member.all(Role.class).stream().flatMap(role -> role.getRules().stream()))
        .filteredOn(rule -> rule.getVerbs().contains("patch"))
        .singleElement()
        .extracting(PolicyRule::getResourceNames)
        .isEqualTo(List.of("kube-router", "calico-node"));
    assertThat(rights("peering-service", ""))
        .contains(
            "get nodes",
            "list nodes",
            "watch nodes",
            "patch nodes",
            "get namespaces",
            "list daemonsets",
            "create bgppeers",
            "delete bgppeers",
            "create bgpconfigurations",
            "patch bgpconfigurations",
            "update bgpfilters",
            "update ciliumbgpclusterconfigs",
            "create ciliumbgppeerconfigs",
            "update ciliumbgppeerconfigs",
            "update ciliumbgpadvertisements",
            "delete ciliumbgpadvertisements",
            "list ciliumnodes",
            "list ciliumpodippools",
            "get ciliumbgpnodeconfigs")
        .noneMatch(right -> right.endsWith("pods") || right.contains("secrets"));
  }

  @Test
  void theRouteCollectorExecsIntoRoutersOnly() {
    assertThat(rights("route-collector", "kube-system"))
        .containsExactlyInAnyOrder("get pods", "list pods", "get pods/exec", "create pods/exec");
    assertThat(rights("route-collector", "")).containsExactly("get nodes");
  }

  @Test
  void theProbeServiceSeesPodsNodesAndServicesAndExecsInItsOwnNamespaceOnly() {
    assertThat(rights("probe-service", ""))
        .containsExactlyInAnyOrder(
            "get pods", "list pods", "get nodes", "get services", "list endpointslices");
    assertThat(rights("probe-service", "podspan"))
        .containsExactlyInAnyOrder("get pods/exec", "create pods/exec");
  }

  @Test
  void nothingIsGivenByWildcard() {
    List<PolicyRule> rules =
        member.objects().stream()
            .flatMap(
                object ->
                    switch (object) {
                      case ClusterRole role -> role.getRules().stream();
                      case Role role -> role.getRules().stream();
                      default -> java.util.stream.Stream.<PolicyRule>empty();
                    })
            .toList();
    assertThat(rules)
        .isNotEmpty()
        .allSatisfy(
            rule -> {
              assertThat(rule.getVerbs()).doesNotContain("*", "impersonate", "escalate", "bind");
              assertThat(rule.getResources()).doesNotContain("*");
              assertThat(rule.getApiGroups()).doesNotContain("*");
            });
  }

  @Test
  void nobodyReadsASecret() {
    assertThat(
            member.all(Role.class).stream()
                .flatMap(role -> role.getRules().stream())
                .filter(rule -> rule.getResources().contains("secrets"))
                .flatMap(rule -> rule.getVerbs().stream()))
        .as("a patch would answer with what is in it")
        .containsExactly("create", "update", "delete");
    assertThat(
            member.all(ClusterRole.class).stream()
                .flatMap(role -> role.getRules().stream())
                .flatMap(rule -> rule.getResources().stream()))
        .doesNotContain("secrets");
  }

  @Test
  void everyBindingNamesARoleAndAnAccountThatAreThere() {
    Set<String> names =
        member.objects().stream()
            .map(RightsTest::known)
            .collect(Collectors.toCollection(TreeSet::new));
    for (RoleBinding binding : member.all(RoleBinding.class)) {
      String namespace = binding.getMetadata().getNamespace();
      assertThat(names).contains("Role " + namespace + "/" + binding.getRoleRef().getName());
      assertThat(names)
          .contains("ServiceAccount podspan/" + binding.getSubjects().getFirst().getName());
    }
    for (ClusterRoleBinding binding : member.all(ClusterRoleBinding.class)) {
      assertThat(names).contains("ClusterRole /" + binding.getRoleRef().getName());
      assertThat(names)
          .contains("ServiceAccount podspan/" + binding.getSubjects().getFirst().getName());
    }
  }

  private static String known(HasMetadata object) {
    String namespace = object.getMetadata().getNamespace();
    return object.getKind()
        + " "
        + (namespace == null ? "" : namespace)
        + "/"
        + Manifests.name(object);
  }

  @Test
  void probePodsCarryTheLabelThatTheProbeServiceLooksFor() {
    assertThat(
            member
                .all(DaemonSet.class)
                .getFirst()
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getLabels())
        .containsEntry("podspan.io/probe", "true");
  }
}
