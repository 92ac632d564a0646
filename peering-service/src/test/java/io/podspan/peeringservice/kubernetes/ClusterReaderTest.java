package io.podspan.peeringservice.kubernetes;

import static io.podspan.peeringservice.routers.Drivers.access;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.Json;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.ClusterReading;
import io.podspan.peeringservice.peering.ClusterReading.FoundRouter;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.routers.Drivers;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterReaderTest {
  @TempDir Path folder;
  private Drivers drivers;

  @AfterEach
  void close() {
    drivers.close();
  }

  private ClusterReading read(String cni) {
    drivers = new Drivers(folder, cni);
    return drivers.reader.read(access("paris"));
  }

  private ClusterFault faultOf(Access access) {
    ClusterFault[] fault = new ClusterFault[1];
    assertThatExceptionOfType(ClusterFaultException.class)
        .isThrownBy(() -> drivers.reader.read(access))
        .satisfies(e -> fault[0] = e.fault());
    return fault[0];
  }

  @Test
  void readsNodesRouterAndCidrs() {
    ClusterReading reading = read("kube-router");
    assertThat(reading.nodes())
        .satisfiesExactly(
            node -> {
              assertThat(node.name()).isEqualTo("paris-1");
              assertThat(node.address()).isEqualTo("198.18.1.11");
              assertThat(node.podCidrs()).isEqualTo(Samples.cidrs("10.1.1.0/24"));
              assertThat(node.ready()).isTrue();
              assertThat(node.annotations()).isEmpty();
            },
            node -> assertThat(node.name()).isEqualTo("paris-2"));
    FoundRouter router = reading.routers().getFirst();
    assertThat(router.kind()).isEqualTo(Samples.KUBE_ROUTER);
    assertThat(router.version()).isEqualTo("v2.1.0");
    assertThat(router.asn().value()).isEqualTo(64512);
    assertThat(reading.routers()).hasSize(1);
    assertThat(reading.unsupported()).isEmpty();
    assertThat(reading.podCidrs().value()).isEqualTo(Samples.cidrs("10.1.0.0/16"));
    assertThat(reading.podCidrs().source()).contains("kubeadm-config");
    assertThat(reading.serviceCidrs().value()).isEqualTo(Samples.cidrs("10.101.0.0/16"));
  }

  @Test
  void readsBothFamilies() {
    read("kube-router");
    drivers
        .paper
        .store()
        .update(
            ObjectKey.of(ResourceType.CONFIG_MAP, "kube-system", "kubeadm-config"),
            config -> {
              config
                  .withObject("/data")
                  .put(
                      "ClusterConfiguration",
                      "networking: {podSubnet: '10.1.0.0/16,FD00:1::/48', serviceSubnet: fd00:2::/112}");
              return config;
            });
    nodeAddresses("paris-1", "2001:DB8:0::1", "198.18.1.11");
    nodeAddresses("paris-2", "2001:DB8:0::2", "fd00::2");

    ClusterReading reading = drivers.reader.read(access("paris"));

    assertThat(reading.podCidrs().value()).isEqualTo(Samples.cidrs("10.1.0.0/16", "fd00:1::/48"));
    assertThat(reading.serviceCidrs().value()).isEqualTo(Samples.cidrs("fd00:2::/112"));
    assertThat(reading.nodes().get(0).address()).isEqualTo("198.18.1.11");
    assertThat(reading.nodes().get(1).address()).isEqualTo("2001:db8::2");
  }

  private void nodeAddresses(String name, String... addresses) {
    drivers
        .paper
        .store()
        .update(
            ObjectKey.of(ResourceType.NODE, "", name),
            node -> {
              var list = node.withObject("/status").putArray("addresses");
              for (String address : addresses) {
                list.addObject().put("type", "InternalIP").put("address", address);
              }
              return node;
            });
  }

  @Test
  void whatTheControllerManagerRunsWithGoesBeforeKubeadm() {
    read("kube-router");
    drivers
        .paper
        .store()
        .create(
            ObjectKey.of(ResourceType.POD, "kube-system", "kube-controller-manager-cp1"),
            (ObjectNode)
                Json.parse(
                    """
                {"metadata": {"name": "kube-controller-manager-cp1", "namespace": "kube-system",
                   "labels": {"component": "kube-controller-manager"}},
                 "spec": {"containers": [{"name": "kube-controller-manager", "image": "k",
                   "command": ["kube-controller-manager", "--cluster-cidr=10.2.0.0/15,fd00:1::/48",
                     "--service-cluster-ip-range", "10.200.0.0/16"]}]}}
                """));
    ClusterReading reading = drivers.reader.read(access("paris"));
    assertThat(reading.podCidrs().value()).isEqualTo(Samples.cidrs("10.2.0.0/15", "fd00:1::/48"));
    assertThat(reading.podCidrs().source())
        .isEqualTo("kube-controller-manager's flag --cluster-cidr");
    assertThat(reading.serviceCidrs().value()).isEqualTo(Samples.cidrs("10.200.0.0/16"));
  }

  @Test
  void withoutKubeadmTheClusterItselfSaysNothingOfItsCidrs() {
    read("kube-router");
    drivers
        .paper
        .store()
        .remove(ObjectKey.of(ResourceType.CONFIG_MAP, "kube-system", "kubeadm-config"));
    ClusterReading reading = drivers.reader.read(access("paris"));
    assertThat(reading.podCidrs().value()).isEmpty();
    assertThat(reading.serviceCidrs().value()).isEmpty();
    assertThat(reading.serviceCidrs().source()).isEqualTo("not known");
  }

  @Test
  void namesAPodNetworkWithoutADriver() {
    ClusterReading reading = read("antrea-agent");
    assertThat(reading.routers()).isEmpty();
    assertThat(reading.unsupported()).containsExactly("Antrea");
    assertThat(reading.supported())
        .containsExactly(Samples.KUBE_ROUTER, Samples.CALICO, new RouterKind("cilium"));
  }

  @Test
  void findsNoRouterInAStrangeCluster() {
    ClusterReading reading = read("something-else");
    assertThat(reading.routers()).isEmpty();
    assertThat(reading.unsupported()).isEmpty();
  }

  @Test
  void saysWhichRightIsMissing() {
    read("kube-router");
    assertThat(faultOf(access("paris-norights")))
        .isEqualTo(new ClusterFault.Forbidden("list", "nodes"));
  }

  @Test
  void asksBeforehandWhetherChangesWouldBeAllowed() {
    read("kube-router");
    assertThat(drivers.reader.missingRights(access("paris"), Samples.KUBE_ROUTER)).isEmpty();
    assertThat(drivers.reader.missingRights(access("paris-readonly"), Samples.KUBE_ROUTER))
        .containsExactlyInAnyOrder(
            new ClusterFault.Forbidden("patch", "daemonsets.apps kube-router in kube-system"),
            new ClusterFault.Forbidden("delete", "pods in kube-system"));
  }

  @Test
  void saysSoonThatAnApiServerIsNotThere() throws IOException {
    read("kube-router");
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    write(
        "gone",
        Files.readString(drivers.credentials.resolve("paris"))
            .replaceAll("127.0.0.1:\\d+", "127.0.0.1:" + port));
    long start = System.nanoTime();
    assertThat(faultOf(access("gone")))
        .isInstanceOfSatisfying(
            ClusterFault.Unreachable.class,
            f -> assertThat(f.detail()).startsWith("Nothing listens at the address"));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void saysThatCredentialsAreNotAccepted() throws IOException {
    read("kube-router");
    write(
        "stranger",
        Files.readString(drivers.credentials.resolve("paris"))
            .replaceAll("token: .*", "token: wrong"));
    assertThat(faultOf(access("stranger"))).isInstanceOf(ClusterFault.Unauthenticated.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "../credentials/paris", "plugin", "torn"})
  void refusesReferencesThatLeadToNoUsableKubeconfig(String reference) throws IOException {
    read("kube-router");
    write(
        "plugin",
        Files.readString(drivers.credentials.resolve("paris"))
            .replaceAll("    token: .*", "    exec: {command: /bin/true, apiVersion: v1}"));
    write("torn", "clusters: [");
    ClusterFault fault = faultOf(access(reference));
    assertThat(fault).isInstanceOf(ClusterFault.BadReference.class);
    assertThat(fault.nextStep()).isNotBlank();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(drivers.credentials.resolve(name), text);
  }

  @Test
  void seesNodesThatAreNotReadyAndTheirAnnotations() {
    read("kube-router");
    drivers.paper.setReady("paris-1", false);
    drivers
        .paper
        .store()
        .update(
            ObjectKey.of(ResourceType.NODE, "", "paris-2"),
            node -> {
              node.withObject("/metadata/annotations").put("kube-router.io/peer.ips", "192.0.2.9");
              return node;
            });
    ClusterReading reading = drivers.reader.read(access("paris"));
    assertThat(reading.nodes().get(0).ready()).isFalse();
    assertThat(reading.nodes().get(1).annotations())
        .containsEntry("kube-router.io/peer.ips", "192.0.2.9");
  }
}
