package io.podspan.lab.network;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Builds a {@link Topology} in the kernel. Needs root. */
public final class Fabric {
  private static final String BRIDGE = "br0";
  private static final Executor THREADS = Thread::startVirtualThread;

  /** With redirects, nodes would learn routes past their routers. IPv6 only costs time. */
  private static final String QUIET =
      """
      cd /proc/sys/net
      for f in ipv4/conf/*/send_redirects ipv4/conf/*/accept_redirects ipv4/conf/*/rp_filter
      do echo 0 > $f; done
      echo 1 > ipv6/conf/all/disable_ipv6 2>/dev/null
      echo "0 2147483647" > ipv4/ping_group_range
      """;

  private final Topology topology;

  public Fabric(Topology topology) {
    this.topology = topology;
  }

  /**
   * Builds it all.
   *
   * @throws LabException when the kernel refuses, or when the subnet is in use on this machine
   */
  public void build(LabOwner owner) {
    refuseTakenSubnet();
    Command.of("ip", "-batch", "-").require(links());
    var configured = new ArrayList<CompletableFuture<Void>>();
    configured.add(
        CompletableFuture.runAsync(
            () -> inside(topology.lab().fabric(), "", fabricBatch(owner)), THREADS));
    for (Topology.Node node : topology.nodes()) {
      configured.add(CompletableFuture.runAsync(() -> configure(node), THREADS));
    }
    CompletableFuture.allOf(configured.toArray(CompletableFuture[]::new)).join();
  }

  /** The arguments that run a command in a namespace. */
  public static List<String> enter(String namespace, String... command) {
    var arguments = new ArrayList<String>();
    arguments.add("nsenter");
    arguments.add("--net=" + Namespaces.FOLDER.resolve(namespace));
    arguments.add("--");
    arguments.addAll(List.of(command));
    return arguments;
  }

  private void refuseTakenSubnet() {
    try {
      NetworkInterface.networkInterfaces()
          .flatMap(i -> i.getInterfaceAddresses().stream().map(a -> new Taken(i.getName(), a)))
          .filter(taken -> taken.within(topology.subnet()))
          .findFirst()
          .ifPresent(
              taken -> {
                throw new LabException(
                    "subnet "
                        + topology.subnet()
                        + " is in use by interface "
                        + taken.name()
                        + "; give the lab another one with --subnet");
              });
    } catch (SocketException e) {
      throw new LabException("cannot list the network interfaces: " + e.getMessage(), e);
    }
  }

  private record Taken(String name, InterfaceAddress address) {
    boolean within(Prefix subnet) {
      IpAddress own = IpAddress.of(address.getAddress());
      return subnet.overlaps(Prefix.of(own, address.getNetworkPrefixLength()));
    }
  }

  /** All namespaces, the bridge and every cable, in one batch. */
  private String links() {
    String fabric = topology.lab().fabric();
    String host = topology.lab().hostInterface();
    var batch = new ArrayList<String>();
    batch.add("netns add " + fabric);
    for (Topology.Node node : topology.nodes()) {
      batch.add("netns add " + node.namespace());
      node.pods().forEach(pod -> batch.add("netns add " + pod.namespace()));
    }
    batch.add("link add " + BRIDGE + " netns " + fabric + " type bridge");
    batch.add("link add " + host + " type veth peer name host netns " + fabric);
    for (int i = 0; i < topology.nodes().size(); i++) {
      Topology.Node node = topology.nodes().get(i);
      batch.add(cable(node.namespace(), "eth0", fabric, "node" + i));
      for (int p = 0; p < node.pods().size(); p++) {
        batch.add(cable(node.pods().get(p).namespace(), "eth0", node.namespace(), "pod" + p));
      }
    }
    batch.add(
        "addr add %s/%d dev %s"
            .formatted(topology.hostAddress(), topology.subnet().length(), host));
    batch.add("link set " + host + " up");
    return String.join("\n", batch) + "\n";
  }

  private static String cable(String oneEnd, String oneName, String otherEnd, String otherName) {
    return "link add %s netns %s type veth peer name %s netns %s"
        .formatted(oneName, oneEnd, otherName, otherEnd);
  }

  private String fabricBatch(LabOwner owner) {
    var batch = new ArrayList<String>();
    batch.add("link set lo up");
    batch.add("link set " + BRIDGE + " alias \"" + owner.text() + "\"");
    batch.add("link set " + BRIDGE + " up");
    batch.add("link set host master " + BRIDGE + " up");
    for (int i = 0; i < topology.nodes().size(); i++) {
      batch.add("link set node" + i + " master " + BRIDGE + " up");
    }
    return String.join("\n", batch) + "\n";
  }

  private void configure(Topology.Node node) {
    var batch = new ArrayList<String>();
    batch.add("link set lo up");
    batch.add("link add " + node.podBridge() + " type bridge");
    batch.add("addr add " + node.gateway() + "/24 dev " + node.podBridge());
    batch.add("link set " + node.podBridge() + " up");
    for (int p = 0; p < node.pods().size(); p++) {
      batch.add("link set pod" + p + " master " + node.podBridge() + " up");
    }
    batch.add("addr add %s/%d dev eth0".formatted(node.address(), topology.subnet().length()));
    batch.add("link set eth0 up");
    inside(node.namespace(), "echo 1 > ipv4/ip_forward\n", String.join("\n", batch) + "\n");
    node.pods().forEach(pod -> configure(node, pod));
  }

  private static void configure(Topology.Node node, Topology.Pod pod) {
    inside(
        pod.namespace(),
        "",
        """
        link set lo up
        addr add %s/24 dev eth0
        link set eth0 up
        route add default via %s
        """
            .formatted(pod.address(), node.gateway()));
  }

  /** The interfaces come first, because settings of the kernel are per interface. */
  private static void inside(String namespace, String settings, String batch) {
    new Command(enter(namespace, "sh", "-c", "ip -batch - || exit 1\n" + QUIET + settings + "true"))
        .require(batch);
  }
}
