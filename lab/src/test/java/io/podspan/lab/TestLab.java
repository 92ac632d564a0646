package io.podspan.lab;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.podspan.addresses.Prefix;
import io.podspan.lab.cluster.ClusterSpec;
import io.podspan.lab.cluster.CniStyle;
import io.podspan.lab.network.Command;
import io.podspan.lab.network.Fabric;
import io.podspan.lab.network.LabName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A small real lab for a test class: east in the style of kube-router, west in that of Calico. */
final class TestLab implements AutoCloseable {
  static final String EAST = "east";
  static final String WEST = "west";

  private final Lab lab;

  /** How a command in a pod ended. */
  record Outcome(int exitCode, String output, String errors) {}

  private TestLab(Lab lab) {
    this.lab = lab;
  }

  static TestLab up(String name, String subnet) {
    return up(spec(name, subnet));
  }

  static TestLab up(LabSpec spec) {
    requireMachine();
    return new TestLab(Lab.up(spec, LabProgress.SILENT));
  }

  /** Skips the test with a message where no lab is possible, or fails it where one is required. */
  static void requireMachine() {
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

  static LabSpec spec(String name, String subnet) {
    return new LabSpec(
        new LabName(name),
        Prefix.of(subnet),
        Path.of("target", "lab-" + name),
        List.of(
            ClusterSpec.of(EAST, CniStyle.KUBE_ROUTER, "10.201.0.0/16", "10.211.0.0/16")
                .withSize(2, 1),
            ClusterSpec.of(WEST, CniStyle.CALICO, "10.202.0.0/16", "10.212.0.0/16").withSize(2, 1)),
        Duration.ofSeconds(1));
  }

  Lab lab() {
    return lab;
  }

  KubernetesClient client(String kubeconfig) {
    try {
      String text = Files.readString(lab.kubeconfig(kubeconfig));
      return new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(text)).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Pod> routers(KubernetesClient client, String app) {
    return client.pods().inNamespace("kube-system").withLabel("k8s-app", app).list().getItems();
  }

  static Pod router(KubernetesClient client, String app, String node) {
    return routers(client, app).stream()
        .filter(pod -> pod.getSpec().getNodeName().equals(node))
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .findFirst()
        .orElseThrow();
  }

  static Outcome exec(KubernetesClient client, String namespace, String pod, String... command) {
    var output = new ByteArrayOutputStream();
    var errors = new ByteArrayOutputStream();
    try (var watch =
        client
            .pods()
            .inNamespace(namespace)
            .withName(pod)
            .writingOutput(output)
            .writingError(errors)
            .exec(command)) {
      int exitCode = watch.exitCode().get(60, TimeUnit.SECONDS);
      return new Outcome(
          exitCode,
          output.toString(StandardCharsets.UTF_8),
          errors.toString(StandardCharsets.UTF_8));
    } catch (Exception e) {
      throw new AssertionError("exec " + List.of(command) + " in " + pod + " failed", e);
    }
  }

  /**
   * A route reflector for all nodes, at .2 of the subnet: bird in the fabric's namespace, where it
   * ends with the lab.
   */
  void startReflector() throws IOException {
    String address = lab.spec().subnet().host(2).toString();
    String fabric = lab.spec().name().fabric();
    Command.of("ip", "-n", fabric, "addr", "add", address + "/24", "dev", "br0").require("");
    var config = new StringBuilder();
    config.append("router id ").append(address).append(";\nprotocol device {}\n");
    config.append("protocol direct { ipv4; }\n");
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
              .formatted(node.name().replace('-', '_'), address, node.address()));
    }
    Path folder = Files.createDirectories(Path.of("target", "reflector").toAbsolutePath());
    Path file = Files.writeString(folder.resolve(fabric + ".conf"), config);
    Command.builder(
            Fabric.enter(
                fabric,
                "bird",
                "-f",
                "-c",
                file.toString(),
                "-s",
                folder.resolve(fabric + ".ctl").toString()))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(fabric + ".log").toFile())
        .start();
  }

  String reflectorAddress() {
    return lab.spec().subnet().host(2).toString();
  }

  @Override
  public void close() {
    lab.down();
  }
}
