package io.podspan.cli.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.lab.api.Json;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Kubernetes objects as text. A Node is as large as in a cluster in use: its images alone 8 kB. */
final class Objects {
  static final String REFLECTOR = "198.18.0.1";

  private static final int IMAGES = 50;
  private static final String SOME_IMAGES =
      IntStream.range(0, IMAGES)
          .mapToObj(
              i ->
                  "{\"names\": [\"registry.example.com/team-%02d/service@sha256:%064x\"], \"sizeBytes\": %d}"
                      .formatted(i, i, 1_000_000 + i))
          .collect(Collectors.joining(", "));

  private Objects() {}

  static String node(SimulatedNode node) {
    return """
    {"metadata": {"labels": {"kubernetes.io/hostname": "%3$s", "kubernetes.io/os": "linux"}},
     "spec": {"podCIDR": "%1$s", "podCIDRs": ["%1$s"]},
     "status": {"addresses": [{"type": "InternalIP", "address": "%2$s"}, {"type": "Hostname", "address": "%3$s"}],
                "conditions": [{"type": "Ready", "status": "True", "reason": "KubeletReady"}],
                "images": [%4$s]}}
    """
        .formatted(node.podCidr(), node.address(), node.name(), SOME_IMAGES);
  }

  static String daemonSet(int maxUnavailable) {
    return """
    {"spec": {"selector": {"matchLabels": {"k8s-app": "kube-router"}},
      "updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": %d}},
      "template": {"metadata": {"labels": {"k8s-app": "kube-router"}},
        "spec": {"containers": [{"name": "kube-router", "image": "docker.io/cloudnativelabs/kube-router:v2.1.0",
          "args": ["--run-router=true", "--run-firewall=true", "--enable-pod-egress=false",
                   "--bgp-graceful-restart=true"]}]}}}}
    """
        .formatted(maxUnavailable);
  }

  static String revision(long number, String hash, String owner) {
    return """
    {"revision": %d, "metadata": {"labels": {"k8s-app": "kube-router", "controller-revision-hash": "%s"},
      "ownerReferences": [{"uid": "%s"}]}}
    """
        .formatted(number, hash, owner);
  }

  static String pod(SimulatedNode node, String hash, String owner, JsonNode containers) {
    return """
    {"metadata": {"labels": {"k8s-app": "kube-router", "controller-revision-hash": "%s"},
       "ownerReferences": [{"uid": "%s"}]},
     "spec": {"nodeName": "%s", "containers": %s},
     "status": {"phase": "Running", "conditions": [{"type": "Ready", "status": "True"}],
       "containerStatuses": [{"name": "kube-router", "ready": true, "state": {"running": {}}}]}}
    """
        .formatted(hash, owner, node.name(), Json.write(containers));
  }

  static boolean namesReflector(JsonNode daemonSet) {
    return Json.write(daemonSet.at("/spec/template/spec/containers/0/args")).contains(REFLECTOR);
  }
}
