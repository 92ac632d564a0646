package io.podspan.peeringservice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cluster's CIDR as the control planes of several installers show it. */
class ControllerFlagsTest {
  private static Pod pod(String container) {
    return Serialization.unmarshal(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: x}
        spec: {containers: [%s]}
        """
            .formatted(container),
        Pod.class);
  }

  private static ControllerFlags flags(String... containers) {
    return ControllerFlags.of(List.of(containers).stream().map(ControllerFlagsTest::pod).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: a, command: [kube-controller-manager, '--cluster-cidr=10.2.0.0/16']}",
        "{name: a, command: [/usr/local/bin/kube-controller-manager], args: ['--cluster-cidr',"
            + " 10.2.0.0/16]}",
        "{name: a, command: [/bin/sh, -c, 'exec /usr/bin/kube-controller-manager --v=2"
            + " --cluster-cidr=10.2.0.0/16 2>&1']}",
        "{name: a, command: [kube-controller-manager, '--cluster-cidr=10.1.0.0/16',"
            + " '--cluster-cidr=10.2.0.0/16']}",
      })
  void readsTheFlagInEveryForm(String container) {
    assertThat(flags(container).value("--cluster-cidr")).contains("10.2.0.0/16");
  }

  @Test
  void otherProgramsSayNothing() {
    assertThat(
            flags("{name: a, command: [x, '--cluster-cidr=10.2.0.0/16']}").value("--cluster-cidr"))
        .isEmpty();
    assertThat(flags("{name: a}").value("--cluster-cidr")).isEmpty();
  }

  @Test
  void controlPlanesThatDisagreeSayNothing() {
    String one = "{name: a, command: [kube-controller-manager, '--cluster-cidr=10.2.0.0/16']}";
    String other = "{name: a, command: [kube-controller-manager, '--cluster-cidr=10.3.0.0/16']}";
    assertThat(flags(one, one).value("--cluster-cidr")).contains("10.2.0.0/16");
    assertThat(flags(one, other).value("--cluster-cidr")).isEmpty();
  }
}
