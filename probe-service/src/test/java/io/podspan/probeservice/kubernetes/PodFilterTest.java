package io.podspan.probeservice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.podspan.addresses.IpAddress;
import io.podspan.addresses.IpFamily;
import io.podspan.probeservice.measure.ProbePod;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
