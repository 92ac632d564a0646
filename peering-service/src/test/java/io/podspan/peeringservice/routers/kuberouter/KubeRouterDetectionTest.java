package io.podspan.peeringservice.routers.kuberouter;

import static io.podspan.peeringservice.peering.Samples.cidrs;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterReading.FoundRouter;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.Detection;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Planning.Unplannable;
import io.podspan.peeringservice.peering.router.RouterNote;
import io.podspan.peeringservice.peering.router.RouterNote.Check;
import io.podspan.peeringservice.peering.router.RouterNote.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from DaemonSets as they are met. */
class KubeRouterDetectionTest {
  private static final String IMAGE = "docker.io/cloudnativelabs/kube-router:v2.1.0";

  private static DaemonSet set(String namespace, String name, String container) {
    return Serialization.unmarshal(
        """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: %s, namespace: %s}
        spec:
          selector: {matchLabels: {app: x}}
          template:
            metadata: {labels: {app: x}}
            spec:
              hostNetwork: true
              containers:
              - %s
        """
            .formatted(name, namespace, container),
        DaemonSet.class);
  }

  /** The flags are separated by blanks. */
  private static DaemonSet with(String flags) {
    String args = String.join("', '", flags.split(" "));
    return set(
        "kube-system",
        "kube-router",
        "{name: kube-router, image: '%s', args: ['%s']}".formatted(IMAGE, args));
  }

  static RouterDaemonSet routerWith(String flags) {
    return RouterDaemonSet.of(with(flags));
  }

  private static FoundRouter found(DaemonSet... sets) {
    return KubeRouterDetection.detect(List.of(sets)).router().orElseThrow();
  }

  private static List<String> faults(DaemonSet... sets) {
    return found(sets).facts().faults().stream().map(Violation::code).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: a, image: 'registry.example/mirror/kube-router:v2.1.0'}",
        "{name: a, image: 'registry.example:5000/kube-router-arm64@sha256:00'}",
        "{name: kube-router, image: 'registry.example/net:1'}",
        "{name: a, image: 'x:1', command: [/usr/local/bin/kube-router], args: ['--v=1']}",
        "{name: a, image: 'x:1', args: ['--run-router=true']}",
      })
  void findsItByWhatItRunsWhereverItIs(String container) {
    FoundRouter found = found(set("networking", "bgp-agent", container));
    assertThat(found.facts().place()).isEqualTo("networking/bgp-agent");
    assertThat(found.facts().faults()).isEmpty();
  }

  @Test
  void doesNotTakeAnotherProgramForIt() {
    DaemonSet other =
        set("kube-system", "other", "{name: a, image: 'example/kube-router-exporter:v1'}");
    assertThat(KubeRouterDetection.detect(List.of(other))).isEqualTo(Detection.none(List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--run-router=false", "--run-router=0", "--run-router=F"})
  void aFirewallOnlyIsNoRouter(String flag) {
    Detection detection = KubeRouterDetection.detect(List.of(with(flag + " --run-firewall=true")));
    assertThat(detection.router()).isEmpty();
    assertThat(detection.silent())
        .containsExactly(
            "kube-router in kube-system/kube-router does not speak BGP (--run-router=false).");
  }

  @Test
  void theLastOccurrenceOfASwitchCounts() {
    assertThat(found(with("--run-router=false --run-router")).facts().faults()).isEmpty();
  }

  @Test
  void aFirewallBesideARouterIsLeftAside() {
    DaemonSet firewall =
        set(
            "kube-system",
            "fw",
            "{name: a, image: '%s', args: ['--run-router=false']}".formatted(IMAGE));
    assertThat(found(firewall, with("--cluster-asn=65001")).asn().value()).isEqualTo(65001);
  }

  @Test
  void aRouterThatBecameAFirewallIsToldByItsFlag() {
    ClusterFault fault = KubeRouterDetection.noRouter(List.of(with("--run-router=false")));
    assertThat(fault.code()).isEqualTo("unsupported-cni");
    assertThat(fault.detail()).contains("does not speak BGP (--run-router=false)");
    assertThat(fault.nextStep()).contains("--run-router=true");
    assertThat(KubeRouterDetection.noRouter(List.of()).detail()).contains("any more");
  }

  @Test
  void refusesTwoRouters() {
    assertThat(faults(with("--v=1"), set("b", "c", "{name: d, image: '" + IMAGE + "'}")))
        .containsExactly("several-routers");
  }

  @ParameterizedTest
  @CsvSource({
    "--v=1, 64512",
    "--cluster-asn=0, 64512",
    "--cluster-asn=64600, 64600",
    "--cluster-asn 4200000001, 4200000001",
    "--cluster-asn=1 --cluster-asn=65002, 65002",
  })
  void readsTheAsNumber(String flags, long asn) {
    assertThat(found(with(flags)).asn().value()).isEqualTo(asn);
    assertThat(faults(with(flags))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<CHANGE-ME>",
        "$(CLUSTER_ASN)",
        "65000.100",
        "AS64600",
        "0xfc58",
        "064512",
        "4294967296",
        ""
      })
  void saysThatAnAsNumberCannotBeRead(String asn) {
    assertThat(faults(with("--cluster-asn=" + asn))).containsExactly("asn-unreadable");
  }

  @ParameterizedTest
  @CsvSource({
    "--v=1, ''",
    "--nodes-full-mesh, ''",
    "--nodes-full-mesh=maybe, ''",
    "--nodes-full-mesh=false, kube-router.io/node.asn",
  })
  void withoutAFullMeshEachNodeHasItsOwnAsNumber(String flags, String annotation) {
    assertThat(found(with(flags)).facts().asnAnnotation()).isEqualTo(annotation);
  }

  @Test
  void readsAVariableWhoseValueStandsThere() {
    DaemonSet set =
        set(
            "kube-system",
            "kube-router",
            """
            {name: kube-router, image: 'x', args: ['--cluster-asn=$(ASN)'],
                env: [{name: ASN, value: '64600'}]}\
            """);
    assertThat(found(set).asn().value()).isEqualTo(64600);
  }

  @Test
  void appendsTheServiceCidrsOfAllOccurrences() {
    FoundRouter found =
        found(
            with(
                "--service-cluster-ip-range=10.96.0.0/16,10.98.0.1/16"
                    + " --service-cluster-ip-range fd00:96::/112"));
    assertThat(found.serviceCidrs().value())
        .isEqualTo(cidrs("10.96.0.0/16", "10.98.0.0/16", "fd00:96::/112"));
    assertThat(faults(with("--service-cluster-ip-range=10.96.0.0")))
        .containsExactly("unreadable-cidr");
  }

  @Test
  void readsFlagsThatAreSplitOverCommandAndArgs() {
    DaemonSet set =
        set(
            "kube-system",
            "kube-router",
            """
            {name: a, image: x, command: [/usr/local/bin/kube-router, '--run-router=true', '--cluster-asn'],
                args: ['65003', '--nodes-full-mesh=false']}\
            """);
    assertThat(found(set).asn().value()).isEqualTo(65003);
    assertThat(found(set).facts().nodeMesh()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "--v=1, true",
    "--nodes-full-mesh=false, false",
    "--enable-ibgp=false, false",
    "--nodes-full-mesh=maybe, ",
  })
  void readsWhetherNodesHaveAMesh(String flags, Boolean mesh) {
    assertThat(found(with(flags)).facts().nodeMesh()).isEqualTo(mesh);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: kube-router, image: x, command: [/bin/sh, -c, 'kube-router --run-router=true']}",
        "{name: kube-router, image: x, command: [bash], args: [-c, 'exec kube-router']}",
        "{name: kube-router, image: x, args: ['--run-router=true --cluster-asn=65000']}",
      })
  void refusesFlagsThatOnlyAShellKnows(String container) {
    DaemonSet set = set("kube-system", "kube-router", container);
    assertThat(faults(set)).contains("router-flags-unreadable");
    Aim join =
        new Aim(
            "europe",
            Samples.cluster("paris", 1, Samples.KUBE_ROUTER),
            List.of(),
            List.of(Samples.REFLECTOR),
            List.of());
    assertThat(reading(RouterDaemonSet.of(set)).plan(join)).isInstanceOf(Unplannable.class);
  }

  @ParameterizedTest
  @CsvSource({
    "--v=1, GRACEFUL_RESTART, CAUTION, graceful-restart-off",
    "--bgp-graceful-restart, GRACEFUL_RESTART, PASS, ok",
    "--bgp-graceful-restart=true, GRACEFUL_RESTART, PASS, ok",
    "--bgp-graceful-restart=si, GRACEFUL_RESTART, UNCHECKED, flag-unreadable",
    "--v=1, PODS_ANNOUNCED, PASS, ok",
    "--advertise-pod-cidr=false, PODS_ANNOUNCED, BLOCK, pods-not-announced",
    "--v=1, POD_SOURCE_ADDRESS, CAUTION, pods-masqueraded",
    "--enable-pod-egress=f, POD_SOURCE_ADDRESS, PASS, ok",
    "--v=1, ROUTER_IMAGE, PASS, ok",
  })
  void answersTheChecksOfPreflight(String flags, Check check, Verdict verdict, String code) {
    assertThat(reading(RouterDaemonSet.of(with(flags))).notes())
        .filteredOn(note -> note.check() == check)
        .extracting(RouterNote::verdict, RouterNote::code)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(verdict, code));
  }

  @ParameterizedTest
  @CsvSource({
    "net/kube-router, , CAUTION",
    "net/kube-router:latest, Always, CAUTION",
    "net/kube-router, IfNotPresent, PASS",
    "net/kube-router@sha256:00, Always, PASS",
    "net/kube-router:v2.1.0, Always, PASS",
  })
  void saysWhetherARestartMayBringAnotherRelease(String image, String policy, Verdict verdict) {
    String container =
        "{name: a, image: '%s'%s}"
            .formatted(image, policy == null ? "" : ", imagePullPolicy: " + policy);
    assertThat(reading(RouterDaemonSet.of(set("a", "b", container))).notes())
        .filteredOn(note -> note.check() == Check.ROUTER_IMAGE)
        .extracting(RouterNote::verdict)
        .containsExactly(verdict);
  }

  static FlagReading reading(RouterDaemonSet set, Pod... pods) {
    return FlagReading.of(
        set,
        Optional.of(List.of(pods)),
        new Answer.Known<>(List.of(), "poddisruptionbudgets"),
        java.util.Map.of(),
        true,
        true,
        false);
  }
}
