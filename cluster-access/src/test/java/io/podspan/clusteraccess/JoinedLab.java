package io.podspan.clusteraccess;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.podspan.addresses.Prefix;
import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.InterconnectState;
import io.podspan.events.NodeState;
import io.podspan.events.ReflectorState;
import io.podspan.lab.Lab;
import io.podspan.lab.LabProgress;
import io.podspan.lab.LabSpec;
import io.podspan.lab.Prerequisites;
import io.podspan.lab.cluster.ClusterSpec;
import io.podspan.lab.cluster.CniStyle;
import io.podspan.lab.network.Command;
import io.podspan.lab.network.Fabric;
import io.podspan.lab.network.LabName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A real lab for the tests of services that read clusters: paris like kube-router, tokyo like
 * Calico, two nodes and four pods each; and a BIRD as their route reflector.
 */
public final class JoinedLab implements AutoCloseable {
  public static final String PARIS = "paris";
  public static final String TOKYO = "tokyo";

  private final Lab lab;
  private final ClusterClients clients;

  private JoinedLab(Lab lab) {
    this.lab = lab;
    this.clients = new ClusterClients(new Credentials(lab.kubeconfigFolder()));
  }

  /** Where the kubeconfigs of the lab of this name will be, which are called as the clusters. */
  public static Path credentials(String name) {
    return folder(name).resolve("kubeconfigs").toAbsolutePath();
  }

  private static Path folder(String name) {
    return Path.of("target", "lab-" + name);
  }

  /** Not joined yet. Skips the test loudly where no lab can be. */
  public static JoinedLab up(String name, String subnet) {
    requireMachine();
    return new JoinedLab(
        Lab.up(
            new LabSpec(
                new LabName(name),
                Prefix.of(subnet),
                folder(name),
                List.of(
                    ClusterSpec.of(PARIS, CniStyle.KUBE_ROUTER, "10.1.0.0/16", "10.101.0.0/16"),
                    ClusterSpec.of(TOKYO, CniStyle.CALICO, "10.3.0.0/16", "10.103.0.0/16")),
                Duration.ofSeconds(3)),
            LabProgress.SILENT));
  }

  /** Skips the test loudly where no lab can be, or fails it where one is demanded. */
  public static void requireMachine() {
    String problem = Prerequisites.check().problem();
    if (problem.isEmpty()) {
      return;
    }
    if ("true".equals(System.getenv("PODSPAN_REQUIRE_LAB"))) {
      fail("PODSPAN_REQUIRE_LAB is set, but " + problem);
    }
    System.err.println("SKIPPED LAB TEST: " + problem);
    abort(problem);
  }

  public Lab lab() {
    return lab;
  }

  public KubernetesClient client(String cluster) {
    return clients.client(new AccessReference(cluster, null));
  }

  /** The clusters as the intent tells of them. */
  public List<ClusterState> clusters() {
    return List.of(
        cluster(PARIS, Cni.KUBE_ROUTER, "10.1.0.0/16"), cluster(TOKYO, Cni.CALICO, "10.3.0.0/16"));
  }

  private ClusterState cluster(String name, Cni cni, String podCidr) {
    List<NodeState> nodes =
        lab.topology().nodes().stream()
            .filter(n -> n.cluster().equals(name))
            .map(n -> new NodeState(n.name(), n.address(), List.of(n.podCidr().toString())))
            .toList();
    return new ClusterState(
        name,
        cni,
        null,
        64512,
        List.of(podCidr),
        List.of(),
        nodes,
        new AccessReference(name, null));
  }

  /** The interconnect of the two through the reflector. */
  public InterconnectState interconnect() {
    return new InterconnectState(
        "joined",
        1,
        List.of(PARIS, TOKYO),
        List.of(new ReflectorState("bird", reflectorAddress(), 179, 64512)));
  }

  private String reflectorAddress() {
    return lab.spec().subnet().host(2).toString();
  }

  /** Makes every router peer with the reflector, which starts; kube-router's restart for it. */
  public void join() {
    startReflector();
    client(TOKYO)
        .genericKubernetesResources("crd.projectcalico.org/v1", "BGPPeer")
        .resource(
            new GenericKubernetesResourceBuilder()
                .withApiVersion("crd.projectcalico.org/v1")
                .withKind("BGPPeer")
                .withNewMetadata()
                .withName("reflector")
                .endMetadata()
                .withAdditionalProperties(
                    Map.of("spec", Map.of("peerIP", reflectorAddress(), "asNumber", 64512)))
                .build())
        .create();
    client(PARIS)
        .apps()
        .daemonSets()
        .inNamespace("kube-system")
        .withName("kube-router")
        .patch(PatchContext.of(PatchType.JSON), flags());
  }

  private String flags() {
    String add =
        """
        {"op":"add","path":"/spec/template/spec/containers/0/args/-","value":"--peer-router-%s"}\
        """;
    return "["
        + add.formatted("ips=" + reflectorAddress())
        + ","
        + add.formatted("asns=64512")
        + "]";
  }

  /** In the fabric's namespace: it ends with the lab. */
  private void startReflector() {
    String fabric = lab.spec().name().fabric();
    Command.of("ip", "-n", fabric, "addr", "add", reflectorAddress() + "/24", "dev", "br0")
        .require("");
    Path folder = lab.spec().dataFolder();
    try {
      Path config = Files.writeString(folder.resolve("reflector.conf"), reflectorConfig());
      Command.builder(
              Fabric.enter(
                  fabric,
                  "bird",
                  "-f",
                  "-c",
                  config.toString(),
                  "-s",
                  folder.resolve("reflector.ctl").toString()))
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("reflector.log").toFile())
          .start();
    } catch (IOException e) {
      throw new AssertionError("no reflector", e);
    }
  }

  private String reflectorConfig() {
    StringBuilder config = new StringBuilder("router id " + reflectorAddress() + ";\n");
    config.append("protocol device {}\nprotocol direct { ipv4; }\n");
    for (var node : lab.topology().nodes()) {
      config.append(
          """
          protocol bgp %s {
            local %s as 64512;
            neighbor %s as 64512;
            rr client;
            connect delay time 1;
            connect retry time 1;
            error wait time 1,2;
            ipv4 { import all; export where source = RTS_BGP; };
          }
          """
              .formatted(node.name().replace('-', '_'), reflectorAddress(), node.address()));
    }
    return config.toString();
  }

  @Override
  public void close() {
    clients.close();
    lab.down();
  }
}
