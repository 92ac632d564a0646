package io.podspan.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.Variable;
import io.fabric8.kubernetes.api.model.apps.DaemonSetSpec;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The policies that narrow what RBAC gives to Podspan in a member cluster. */
class LimitsTest {
  private final Manifests member = Manifests.in("member-cluster");

  private ValidatingAdmissionPolicy policy(String name) {
    return member.all(ValidatingAdmissionPolicy.class).stream()
        .filter(policy -> Manifests.name(policy).equals(name))
        .findFirst()
        .orElseThrow();
  }

  private String expressions(String name) {
    return policy(name).getSpec().getValidations().stream()
        .map(validation -> validation.getExpression())
        .collect(Collectors.joining("\n"));
  }

  @Test
  void calicosObjectsAreLimitedInBothOfItsGroups() {
    assertThat(
            policy("podspan-calico").getSpec().getMatchConstraints().getResourceRules().getFirst())
        .satisfies(
            rule -> {
              assertThat(rule.getApiGroups())
                  .containsExactly("crd.projectcalico.org", "projectcalico.org");
              assertThat(rule.getResources())
                  .containsExactly("bgppeers", "bgpfilters", "ippools", "bgpconfigurations");
            });
  }

  @Test
  void theDefaultsOfCalicosConfigurationCountAsAbsentWithTheirValuesOnly() {
    assertThat(policy("podspan-calico").getSpec().getVariables())
        .filteredOn(variable -> variable.getName().equals("defaults"))
        .extracting(Variable::getExpression)
        .containsExactly(
            "{'logSeverityScreen': 'Info', 'serviceLoadBalancerAggregation': 'Enabled'}");
    assertThat(expressions("podspan-calico"))
        .contains(
            "k in variables.defaults && variables.before[k] == variables.defaults[k]",
            "k in variables.defaults && variables.after[k] == variables.defaults[k]");
  }

  @Test
  void everyPolicyIsInForceForAllAccountsOfPodspanAndFailsClosed() {
    assertThat(member.all(ValidatingAdmissionPolicy.class))
        .extracting(Manifests::name)
        .containsExactlyInAnyOrder(
            "podspan-exec",
            "podspan-daemonsets",
            "podspan-pods",
            "podspan-secrets",
            "podspan-calico",
            "podspan-cilium",
            "podspan-nodes")
        .containsExactlyElementsOf(
            member.all(ValidatingAdmissionPolicyBinding.class).stream()
                .map(binding -> binding.getSpec().getPolicyName())
                .toList());
    assertThat(member.all(ValidatingAdmissionPolicyBinding.class))
        .allSatisfy(
            binding -> {
              assertThat(binding.getSpec().getValidationActions()).containsExactly("Deny");
              assertThat(binding.getSpec().getMatchResources()).isNull();
            });
    assertThat(member.all(ValidatingAdmissionPolicy.class))
        .allSatisfy(
            policy -> {
              assertThat(policy.getSpec().getFailurePolicy()).isEqualTo("Fail");
              assertThat(policy.getSpec().getMatchConditions())
                  .singleElement()
                  .extracting(condition -> condition.getExpression())
                  .isEqualTo(
                      "request.userInfo.username.startsWith('system:serviceaccount:podspan:')");
              assertThat(policy.getSpec().getValidations())
                  .allSatisfy(
                      validation -> assertThat(validation.getReason()).isEqualTo("Forbidden"));
            });
  }

  @Test
  void noFieldOfARoutersPodIsForgotten() {
    Set<String> apart = Set.of("containers", "volumes");
    assertThat(fields(PodSpec.class).filter(field -> !apart.contains(field)))
        .isNotEmpty()
        .allSatisfy(
            field ->
                assertThat(expressions("podspan-daemonsets"))
                    .contains("variables.pod.?" + field + " == variables.oldPod.?" + field));
  }

  @Test
  void noFieldOfARoutersContainerIsForgotten() {
    Set<String> apart = Set.of("name", "command", "args", "volumeMounts");
    assertThat(fields(Container.class).filter(field -> !apart.contains(field)))
        .isNotEmpty()
        .allSatisfy(
            field ->
                assertThat(expressions("podspan-daemonsets"))
                    .contains("c.?" + field + " == o.?" + field));
  }

  @Test
  void ofVolumesOnlyTheOneWithPasswordsIsFree() {
    assertThat(expressions("podspan-daemonsets"))
        .contains(
            "variables.volumes.filter(v, v.name != variables.passwords)",
            "c.?volumeMounts.orValue([]).filter(m, m.name != variables.passwords)",
            "has(v.secret) && (v.secret.?secretName.orValue('').startsWith('podspan-bgp-')",
            "v.secret.?secretName.orValue('') == variables.oldAnnotations[?'podspan.io/bgp-secret']",
            "m.mountPath == '/etc/podspan-bgp' && m.?readOnly.orValue(false)");
  }

  @Test
  void ofASecretThatTheOwnerLendsOneEntryIsFree() {
    assertThat(expressions("podspan-daemonsets"))
        .contains(
            "variables.oldAnnotations[?'podspan.io/bgp-secret'].orValue('') && "
                + "v.secret.?items.orValue([]).size() == 1 && "
                + "v.secret.?items.orValue([]).all(i, i.key == 'passwords')");
  }

  @Test
  void aVolumeOfPasswordsThatStaysAsItWasIsNoChange() {
    assertThat(expressions("podspan-daemonsets"))
        .contains(
            "v.name != variables.passwords || "
                + "variables.oldPod.?volumes.orValue([]).exists(o, o == v) || has(v.secret)");
  }

  @Test
  void ofADaemonSetOnlyTheUpdateStrategyIsFree() {
    assertThat(fields(DaemonSetSpec.class))
        .containsExactlyInAnyOrder(
            "minReadySeconds", "revisionHistoryLimit", "selector", "template", "updateStrategy");
    assertThat(expressions("podspan-daemonsets"))
        .contains("object.spec.selector == oldObject.spec.selector")
        .contains("object.spec.template.metadata == oldObject.spec.template.metadata")
        .contains("object.spec.?minReadySeconds == oldObject.spec.?minReadySeconds")
        .contains("object.spec.?revisionHistoryLimit == oldObject.spec.?revisionHistoryLimit");
  }

  /** As the model of the client has them; those of a newer Kubernetes come with a newer client. */
  private static Stream<String> fields(Class<?> model) {
    return Arrays.stream(model.getDeclaredFields())
        .map(field -> Objects.requireNonNullElse(property(field), ""))
        .filter(name -> !name.isEmpty());
  }

  private static @org.jspecify.annotations.Nullable String property(Field field) {
    JsonProperty property = field.getAnnotation(JsonProperty.class);
    return property == null ? null : property.value();
  }

  @Test
  void rolesAndPoliciesNameTheSameRouters() {
    List<String> named =
        member.all(Role.class).stream()
            .flatMap(role -> role.getRules().stream())
            .filter(rule -> rule.getVerbs().contains("patch"))
            .map(PolicyRule::getResourceNames)
            .flatMap(List::stream)
            .toList();
    String patched = list(named);
    assertThat(routersOf("podspan-daemonsets")).isEqualTo(patched);
    assertThat(routersOf("podspan-pods")).isEqualTo(patched);
    assertThat(routersOf("podspan-exec"))
        .as("Cilium's agent is read, and never changed")
        .isEqualTo(list(Stream.concat(named.stream(), Stream.of("cilium")).toList()));
  }

  private static String list(List<String> names) {
    return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ", "[", "]"));
  }

  private String routersOf(String policy) {
    return member.all(ValidatingAdmissionPolicy.class).stream()
        .filter(found -> found.getMetadata().getName().equals(policy))
        .flatMap(found -> found.getSpec().getVariables().stream())
        .filter(variable -> variable.getName().equals("routers"))
        .map(Variable::getExpression)
        .findFirst()
        .orElseThrow();
  }
}
