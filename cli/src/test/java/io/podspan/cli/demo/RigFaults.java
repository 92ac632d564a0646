package io.podspan.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.machine.Service;
import io.podspan.lab.kubernetes.Rig;
import io.podspan.lab.network.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What can break in a cluster besides what breaks on any node: routers as Kubernetes runs them,
 * their flags, rights, API servers.
 */
final class RigFaults {
  /** What is known of a node that is away before its API server calls it so, after 50 s. */
  private static final String[] SILENT = {"no-reply", "neighbour-unreachable"};

  /**
   * A router that ends takes its routes with it, until the others know why, and one that is made
   * again has no pod for a moment.
   */
  private static final String[] WITHDRAWN = {"no-route", "no-reply", "router-stopped"};

  private static final String STRANGER = "02:00:00:00:00:99";

  private final RigMachine machine;
  private final Rig rig;
  private final String from;
  private final String to;

  private RigFaults(RigMachine machine, String from, String to) {
    this.machine = machine;
    this.rig = machine.rig;
    this.from = from;
    this.to = to;
  }

  /** All of them, between the pods of two nodes. */
  static List<Fault> all(RigMachine machine, String from, String to) {
    RigFaults faults = new RigFaults(machine, from, to);
    return Stream.concat(
            Fault.ofNodes(from, to).stream()
                // Podspan's own rule comes before such a rule, so that nothing is masqueraded.
                .filter(fault -> !fault.codes().contains("masqueraded"))
                .map(
                    fault ->
                        fault.codes().contains("interface-down")
                            ? faults.onlyInterfaceDown()
                            : fault),
            faults.ofKubernetes())
        .toList();
  }

  private Stream<Fault> ofKubernetes() {
    return Stream.of(
        routerStopped(),
        crashLoop(),
        wrongPassword(),
        wrongAs(),
        announcesNothing(),
        reflectorStopped(),
        announcesOfOther(),
        duplicateAddress(),
        apiAway(),
        execRefused(),
        deadNode());
  }

  /** Nobody can look at a node without it; the routes that go with it do not come back with it. */
  private Fault onlyInterfaceDown() {
    return losing(
            "the only interface of the node is down",
            Set.of("node-dead"),
            ground -> ground.on(from, to, "ip link set eth0 down"),
            ground ->
                ground.on(
                    from, to, "ip link set eth0 up;ip route replace default via " + rig.address()))
        .after(SILENT);
  }

  /** The label keeps the router off the node. */
  private Fault routerStopped() {
    String cluster = RigMachine.clusterOf(from);
    String selector = "/spec/template/spec/nodeSelector";
    return quiet(
            "the router is stopped",
            Set.of("router-stopped"),
            _ -> {
              rig.ctl(cluster, "label", "nodes", "--all", "routed=yes", "--overwrite");
              rig.ctl(cluster, "label", "node", from, "routed=no", "--overwrite");
              RouterFlags.patch(
                  rig, cluster, "add", "/spec/updateStrategy", "{\"type\": \"OnDelete\"}");
              RouterFlags.patch(rig, cluster, "add", selector, "{\"routed\": \"yes\"}");
            },
            _ -> {
              RouterFlags.patch(rig, cluster, "remove", selector, "null");
              RouterFlags.patch(
                  rig, cluster, "add", "/spec/updateStrategy", "{\"type\": \"RollingUpdate\"}");
            })
        .after(WITHDRAWN);
  }

  private Fault crashLoop() {
    RouterFlags flags = new RouterFlags(machine, from);
    return quiet(
            "the router ends at each start",
            Set.of("router-crash-loop"),
            _ -> flags.add("--no-such-flag"),
            _ -> flags.restore())
        .after(WITHDRAWN);
  }

  private Fault wrongPassword() {
    RouterFlags flags = new RouterFlags(machine, from);
    return quiet(
            "the session's password is wrong",
            Set.of("session-key-wrong"),
            _ -> flags.add("--peer-router-passwords=d3Jvbmc="),
            _ -> flags.restore())
        .after(WITHDRAWN);
  }

  private Fault wrongAs() {
    RouterFlags flags = new RouterFlags(machine, from);
    return quiet(
            "the router expects another AS",
            Set.of("session-as-wrong"),
            _ -> flags.replace("--peer-router-asns", "64999"),
            _ -> flags.restore())
        .after(WITHDRAWN);
  }

  private Fault announcesNothing() {
    RouterFlags flags = new RouterFlags(machine, to);
    return quiet(
            "the router of the target announces nothing",
            Set.of("announces-nothing", "origin-announced-nothing"),
            _ -> flags.add("--advertise-pod-cidr=false"),
            _ -> flags.restore())
        .after(WITHDRAWN);
  }

  private Fault reflectorStopped() {
    return quiet(
        "the reflector stands still",
        Set.of("reflector-stopped", "reflector-away"),
        _ -> machine.machine.freeze(Service.REFLECTOR),
        _ -> machine.machine.thaw(Service.REFLECTOR));
  }

  private Fault announcesOfOther() {
    return quiet(
        "a router announces the pods of the other cluster",
        Set.of("cidr-of-other-cluster"),
        ground -> inRouter(from, "gobgp global rib add " + ground.node(to).podCidr()),
        ground -> inRouter(from, "gobgp global rib del " + ground.node(to).podCidr()));
  }

  /** Somebody else has the address of the target's node, and the source's node has asked it. */
  private Fault duplicateAddress() {
    String stranger = machine.network() + "-stranger";
    return losing(
        "two machines have one address",
        Set.of("duplicate-address"),
        ground -> {
          machine("ip netns add " + stranger);
          Ground.in(
              machine.network(), "ip link add stranger type veth peer name eth0 netns " + stranger);
          Ground.in(machine.network(), "ip link set stranger master rig0 up");
          Ground.in(stranger, "ip link set eth0 address " + STRANGER + " up");
          Ground.in(stranger, "ip addr add " + ground.node(to).address() + "/24 dev eth0");
          ground.on(
              from, to, "ip neigh replace {address} lladdr " + STRANGER + " dev eth0 nud stale");
        },
        ground -> {
          machine("ip netns del " + stranger);
          ground.on(from, to, "ip neigh flush dev eth0");
        });
  }

  private static void machine(String command) {
    Command.of(command.split(" ")).require("");
  }

  private Fault apiAway() {
    String cluster = RigMachine.clusterOf(from);
    return quiet(
        "the API server does not answer",
        Set.of("api-away"),
        _ -> Ground.signal(api(cluster), "STOP"),
        _ -> Ground.signal(api(cluster), "CONT"));
  }

  private Fault execRefused() {
    String cluster = RigMachine.clusterOf(from);
    return quiet(
        "the right to exec is taken away",
        Set.of("exec-refused"),
        _ -> exec(cluster, "\"list\""),
        _ -> exec(cluster, "\"get\", \"create\""));
  }

  /** What may be done with pods/exec in the routers' namespace, by whoever may do it. */
  private void exec(String cluster, String verbs) {
    for (String role : List.of("podspan-route-collector", "podspan-peering-service")) {
      JsonNode rules = rig.json(cluster, "-n", "kube-system", "get", "role", role).get("rules");
      for (int at = 0; at < rules.size(); at++) {
        if (rules.get(at).get("resources").toString().contains("pods/exec")) {
          rig.ctl(
              cluster,
              "-n",
              "kube-system",
              "patch",
              "role",
              role,
              "--type=json",
              "-p",
              "[{\"op\": \"replace\", \"path\": \"/rules/%d/verbs\", \"value\": [%s]}]"
                  .formatted(at, verbs));
        }
      }
    }
  }

  private Fault deadNode() {
    return losing(
            "the node of the target is dead",
            Set.of("node-dead"),
            ground -> Ground.in(machine.network(), "ip link set " + port(to) + " down"),
            ground -> Ground.in(machine.network(), "ip link set " + port(to) + " up"))
        .after(SILENT);
  }

  /** The rig's end of a node's link. */
  private static String port(String node) {
    int index = RigMachine.CLUSTERS.indexOf(RigMachine.clusterOf(node)) + 1;
    return "node" + index + node.substring(node.lastIndexOf('-') + 1);
  }

  private String api(String cluster) {
    try {
      return machine.process(cluster, "api");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void inRouter(String node, String command) {
    String cluster = RigMachine.clusterOf(node);
    String pod =
        rig.ctl(
                cluster,
                "-n",
                "kube-system",
                "get",
                "pod",
                "-l",
                "k8s-app=kube-router",
                "--field-selector=spec.nodeName=" + node,
                "-o",
                "name")
            .strip();
    rig.ctl(
        cluster,
        Stream.concat(
                Stream.of("-n", "kube-system", "exec", pod, "-c", "kube-router", "--"),
                Stream.of(command.split(" ")))
            .toArray(String[]::new));
  }

  private Fault quiet(String name, Set<String> codes, Fault.Deed breaks, Fault.Deed mends) {
    return new Fault(name, from, to, false, codes, breaks, mends);
  }

  private Fault losing(String name, Set<String> codes, Fault.Deed breaks, Fault.Deed mends) {
    return new Fault(name, from, to, true, codes, breaks, mends);
  }
}
