package io.podspan.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.podspan.cli.api.Api;
import io.podspan.lab.kubernetes.Rig;
import java.util.function.Consumer;

/** kube-router's DaemonSet, as somebody else changes it: for the router of one node alone. */
final class RouterFlags {
  private static final String ARGUMENTS = "/spec/template/spec/containers/0/args";

  private final RigMachine machine;
  private final Rig rig;
  private final String cluster;
  private final String node;
  private JsonNode before = Api.JSON.createArrayNode();

  RouterFlags(RigMachine machine, String node) {
    this.machine = machine;
    this.rig = machine.rig;
    this.cluster = RigMachine.clusterOf(node);
    this.node = node;
  }

  /** The other routers are not made again: the strategy is OnDelete meanwhile. */
  void change(Consumer<ArrayNode> change) {
    before = get().at(ARGUMENTS);
    ArrayNode after = before.deepCopy();
    change.accept(after);
    patch("replace", "/spec/updateStrategy", "{\"type\": \"OnDelete\"}");
    patch("replace", ARGUMENTS, after.toString());
    machine.deleteRouter(node);
  }

  void add(String flag) {
    change(flags -> flags.add(flag));
  }

  void replace(String flag, String value) {
    change(
        flags -> {
          for (int at = 0; at < flags.size(); at++) {
            if (flags.get(at).asText().startsWith(flag + "=")) {
              flags.set(at, Api.JSON.getNodeFactory().textNode(flag + "=" + value));
            }
          }
        });
  }

  /** As it was. Pods of this template are not made again. */
  void restore() {
    patch("replace", ARGUMENTS, before.toString());
    machine.deleteRouter(node);
    patch("replace", "/spec/updateStrategy", "{\"type\": \"RollingUpdate\"}");
  }

  private JsonNode get() {
    return rig.json(cluster, "-n", "kube-system", "get", "daemonset", "kube-router");
  }

  private void patch(String operation, String path, String value) {
    patch(rig, cluster, operation, path, value);
  }

  /**
   * Changes the DaemonSet of a cluster's routers.
   *
   * @param operation of JSON Patch, such as {@code replace}
   * @param value as JSON
   */
  static void patch(Rig rig, String cluster, String operation, String path, String value) {
    rig.ctl(
        cluster,
        "-n",
        "kube-system",
        "patch",
        "daemonset",
        "kube-router",
        "--type=json",
        "-p",
        "[{\"op\": \"%s\", \"path\": \"%s\", \"value\": %s}]".formatted(operation, path, value));
  }
}
