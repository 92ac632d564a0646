package io.podspan.probeservice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.podspan.addresses.IpAddress;
import io.podspan.addresses.IpFamily;
import io.podspan.probeservice.measure.ProbePod;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodFilterTest {
  private static final List<String> CIDRS = List.of("10.1.0.0/16");

  private static PodBuilder pod(String address) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName("p1")
        .endMetadata()
        .withNewSpec()
        .withNodeName("n1")
        .addNewContainer()
        .withName("main")
        .endContainer()
        .addNewContainer()
        .withName("tools")
        .endContainer()
        .endSpec()
        .withNewStatus()
        .withPhase("Running")
        .withPodIP(address)
        .endStatus();
  }

  private static void assertUnfit(Pod pod) {
    assertThat(PodFilter.of(pod, CIDRS, Set.of(IpFamily.IPV4))).isEmpty();
  }

  @Test
  void takesARunningPodByItsFirstContainer() {
    assertThat(PodFilter.of(pod("10.1.0.2").build(), CIDRS, Set.of(IpFamily.IPV4)))
        .contains(new ProbePod("default", "p1", "n1", "main", IpAddress.of("10.1.0.2")));
  }

  @Test
  void takesTheContainerThatKubectlWouldTake() {
    Pod pod =
        pod("10.1.0.2")
            .editMetadata()
            .addToAnnotations("kubectl.kubernetes.io/default-container", "tools")
            .endMetadata()
            .build();
    assertThat(PodFilter.of(pod, CIDRS, Set.of(IpFamily.IPV4)).orElseThrow().container())
        .isEqualTo("tools");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.2.0.2", "198.18.0.11", "127.0.0.1", "-f", "10.1.0.2; reboot", ""})
  void refusesAnAddressThatIsNoneOfTheClustersPods(String address) {
    assertUnfit(pod(address).build());
  }

  @Test
  void refusesWhatDoesNotRun() {
    assertUnfit(pod(null).build());
    assertUnfit(pod("10.1.0.2").editStatus().withPhase("Pending").endStatus().build());
    assertUnfit(pod("10.1.0.2").withStatus(null).build());
    assertUnfit(pod("10.1.0.2").editSpec().withNodeName(null).endSpec().build());
    assertUnfit(pod("10.1.0.2").editSpec().withContainers().endSpec().build());
    assertUnfit(
        pod("10.1.0.2")
            .editMetadata()
            .withDeletionTimestamp("2026-11-23T17:00:00Z")
            .endMetadata()
            .build());
  }

  @Test
  void refusesAPodOfTheHostNetwork() {
    assertUnfit(pod("10.1.0.2").editSpec().withHostNetwork(true).endSpec().build());
  }

  private static PodBuilder withState(String container, ContainerState state) {
    return pod("10.1.0.2")
        .editStatus()
        .addNewContainerStatus()
        .withName(container)
        .withState(state)
        .endContainerStatus()
        .endStatus();
  }

  private static String container(Pod pod) {
    return PodFilter.of(pod, CIDRS, Set.of(IpFamily.IPV4)).orElseThrow().container();
  }

  @Test
  void aContainerThatCrashesIsNotTaken() {
    ContainerState crashing =
        new ContainerStateBuilder()
            .withNewWaiting()
            .withReason("CrashLoopBackOff")
            .endWaiting()
            .build();
    assertThat(container(withState("main", crashing).build())).isEqualTo("tools");
    assertUnfit(
        withState("main", crashing)
            .editStatus()
            .addNewContainerStatus()
            .withName("tools")
            .withState(crashing)
            .endContainerStatus()
            .endStatus()
            .build());
  }

  private static Pod withContainers(String pod, String... names) {
    PodBuilder builder =
        pod("10.1.0.2")
            .editMetadata()
            .withName(pod)
            .endMetadata()
            .editSpec()
            .withContainers()
            .endSpec();
    for (String name : names) {
      builder.editSpec().addNewContainer().withName(name).endContainer().endSpec();
    }
    return builder.build();
  }

  @Test
  void aSidecarThatComesFirstIsNotTaken() {
    assertThat(container(withContainers("web-5d8f-x2", "istio-proxy", "app"))).isEqualTo("app");
    assertThat(container(withContainers("web-5d8f-x2", "metrics", "web"))).isEqualTo("web");
    assertThat(container(withContainers("a1", "metrics", "probe"))).isEqualTo("probe");
    assertThat(container(withContainers("a1", "envoy"))).isEqualTo("envoy");
  }

  private static PodBuilder withConditions(String ready, String containersReady) {
    return pod("10.1.0.2")
        .editStatus()
        .addNewCondition()
        .withType("Ready")
        .withStatus(ready)
        .endCondition()
        .addNewCondition()
        .withType("ContainersReady")
        .withStatus(containersReady)
        .endCondition()
        .endStatus();
  }

  @Test
  void aPodIsLostWithItsNodeWhenTheControlPlaneSaysSoAndItsContainersWereReady() {
    assertThat(PodFilter.lostWithItsNode(withConditions("False", "True").build())).isTrue();
    assertThat(PodFilter.lostWithItsNode(withConditions("True", "True").build())).isFalse();
    assertThat(PodFilter.lostWithItsNode(withConditions("False", "False").build())).isFalse();
    assertThat(PodFilter.lostWithItsNode(pod("10.1.0.2").build())).isFalse();
    assertThat(
            PodFilter.lostWithItsNode(
                withConditions("False", "True")
                    .editSpec()
                    .addNewReadinessGate("example.com/gate")
                    .endSpec()
                    .build()))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({"True, false", "False, true", "Unknown, true"})
  void aNodeIsNotReadyWhenItsConditionSaysSo(String status, boolean notReady) {
    Node node =
        new NodeBuilder()
            .withNewStatus()
            .addNewCondition()
            .withType("Ready")
            .withStatus(status)
            .endCondition()
            .endStatus()
            .build();
    assertThat(PodFilter.notReady(node)).isEqualTo(notReady);
    assertThat(PodFilter.notReady(null)).isFalse();
  }

  @Test
  void takesTheAddressOfAFamilyThatIsJoined() {
    Pod both =
        pod("10.1.0.2")
            .editStatus()
            .addNewPodIP("10.1.0.2")
            .addNewPodIP("FD00:1::2")
            .endStatus()
            .build();
    List<String> cidrs = List.of("10.1.0.0/16", "fd00:1::/48");
    assertThat(PodFilter.of(both, cidrs, Set.of(IpFamily.IPV4)).orElseThrow().address())
        .isEqualTo(IpAddress.of("10.1.0.2"));
    assertThat(PodFilter.of(both, cidrs, Set.of(IpFamily.IPV6)).orElseThrow().address())
        .isEqualTo(IpAddress.of("fd00:1::2"));
    assertThat(PodFilter.of(both, CIDRS, Set.of(IpFamily.IPV6)).orElseThrow().address())
        .isEqualTo(IpAddress.of("10.1.0.2"));
  }

  @Test
  void takesIpv6PodsInTheirClustersCidrsOnly() {
    List<String> cidrs = List.of("fd00:1::/48", "nonsense/8");
    assertThat(PodFilter.of(pod("fd00:1::2").build(), cidrs, Set.of(IpFamily.IPV6))).isPresent();
    assertThat(PodFilter.of(pod("fd00:2::2").build(), cidrs, Set.of(IpFamily.IPV6))).isEmpty();
    assertThat(PodFilter.of(pod("fe80::1%eth0").build(), cidrs, Set.of(IpFamily.IPV6))).isEmpty();
  }
}
