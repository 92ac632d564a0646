package io.podspan.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.api.Api;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of an interconnect that `declare` sets and `update` switches. */
final class InterconnectSwitches {
  @Option(
      names = "--preserve-pod-addresses",
      negatable = true,
      description = {
        "Nodes do not masquerade what goes to pods of the other clusters, so that these",
        "see pod addresses (podSourceAddress: preserve).",
        "With --no-, each router does as it is configured."
      })
  private @Nullable Boolean preserve;

  @Option(
      names = "--announce-services",
      negatable = true,
      description = {
        "kube-router announces ClusterIPs too (serviceAddresses: announce).",
        "With --no-, each router does as it is configured."
      })
  private @Nullable Boolean services;

  @Option(
      names = "--peers-by",
      paramLabel = "flags|annotations",
      description = {
        "Where kube-router has its peers: flags of its DaemonSet, or annotations of",
        "nodes; default: flags. On a change all peers move, and each router restarts."
      })
  private @Nullable String peersBy;

  @Option(
      names = "--on-drift",
      paramLabel = "tell|heal",
      description = {
        "What is done when somebody else changes what was rolled out: tell, or heal",
        "(a rollout writes it again, a few times an hour at most); default: tell."
      })
  private @Nullable String onDrift;

  /** What was given. Null stands for what each router does as it is configured. */
  ObjectNode body() {
    ObjectNode body = Api.JSON.createObjectNode();
    if (preserve != null) {
      body.put("podSourceAddress", preserve ? "preserve" : null);
    }
    if (services != null) {
      body.put("serviceAddresses", services ? "announce" : null);
    }
    if (peersBy != null) {
      body.put("peersBy", peersBy);
    }
    if (onDrift != null) {
      body.put("onDrift", onDrift);
    }
    return body;
  }
}
