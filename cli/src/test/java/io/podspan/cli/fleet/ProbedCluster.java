package io.podspan.cli.fleet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.NodeState;
import io.podspan.lab.api.ApiException;
import io.podspan.lab.api.ApiServer;
import io.podspan.lab.api.Identity;
import io.podspan.lab.api.Json;
import io.podspan.lab.api.Kubeconfig;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ObjectStore;
import io.podspan.lab.api.PodRuntime;
import io.podspan.lab.api.ResourceType;
import io.podspan.lab.api.ServerCertificate;
import io.podspan.lab.api.Tokens;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A cluster of which only the API is there, with one probe pod on each node. A ping takes as long
 * as a real one of three echo requests, and every one of them is answered.
 */
final class ProbedCluster {
  private static final String NAMESPACE = "podspan";
  private static final long ASN = 64512;

  /** Two pauses of 200 ms between three echo requests. */
  private static final String SECONDS = "0.4";

  private final int index;
  private final List<NodeState> nodes = new ArrayList<>();
  private final ObjectStore store = new ObjectStore();
  private final ApiServer server;
  private final AtomicLong pinged = new AtomicLong();
  private final AtomicLong execs = new AtomicLong();

  /**
   * @param credentials where its kubeconfig is written to
   */
  ProbedCluster(int index, int nodes, Path credentials, Vertx vertx, ServerCertificate certificate)
      throws IOException {
    this.index = index;
    create(ResourceType.NAMESPACE, "", NAMESPACE, "{}");
    for (int i = 1; i <= nodes; i++) {
      SimulatedNode node = SimulatedNode.of(index, i);
      this.nodes.add(new NodeState(node.name(), node.address(), List.of(node.podCidr())));
      create(ResourceType.NODE, "", node.name(), Objects.node(node));
      create(ResourceType.POD, NAMESPACE, "podspan-probe-" + node.name(), pod(node, i));
    }
    Tokens tokens = new Tokens();
    this.server =
        new ApiServer(vertx, certificate, store, new Pings(), tokens, ResourceType.BUILT_IN);
    new Kubeconfig(name(), server.start(), certificate.pem(), tokens.of(Identity.ADMIN))
        .write(credentials.resolve(name()));
  }

  String name() {
    return Plan.cluster(index);
  }

  /** As peering-service would have told it. */
  ClusterState state() {
    return new ClusterState(
        name(),
        Cni.KUBE_ROUTER,
        null,
        ASN,
        List.of(SimulatedNode.podCidr(index)),
        List.of(),
        nodes,
        new AccessReference(name(), null));
  }

  /** Addresses that were pinged from its pods until now. */
  long pinged() {
    return pinged.get();
  }

  /** Commands that were run in its pods until now. */
  long execs() {
    return execs.get();
  }

  void stop() {
    server.stop();
  }

  private void create(ResourceType type, String namespace, String name, String json) {
    ObjectNode whole = type.object(namespace, name);
    ObjectNode given = Json.literal(json);
    if (given.remove("metadata") instanceof ObjectNode more) {
      whole.withObject("/metadata").setAll(more);
    }
    whole.setAll(given);
    store.create(ObjectKey.of(type, namespace, name), whole);
  }

  private String pod(SimulatedNode node, int i) {
    return """
    {"metadata": {"labels": {"podspan.io/probe": "true"}},
     "spec": {"nodeName": "%s", "containers": [{"name": "probe", "image": "alpine:3.22"}]},
     "status": {"phase": "Running", "podIP": "%s", "podIPs": [{"ip": "%s"}],
       "conditions": [{"type": "Ready", "status": "True"}],
       "containerStatuses": [{"name": "probe", "ready": true, "state": {"running": {}}}]}}
    """
        .formatted(node.name(), address(i), address(i));
  }

  private String address(int i) {
    return "10.%d.%d.2".formatted(index, i);
  }

  /** What a pod prints for the script {@code podspan-probe}. */
  private final class Pings implements PodRuntime {
    private static final String PING =
        """
        == %1$s
        PING %1$s (%1$s) 56(84) bytes of data.
        64 bytes from %1$s: icmp_seq=1 ttl=62 time=0.412 ms
        64 bytes from %1$s: icmp_seq=2 ttl=62 time=0.433 ms
        64 bytes from %1$s: icmp_seq=3 ttl=62 time=0.467 ms

        --- %1$s ping statistics ---
        3 packets transmitted, 3 received, 0%% packet loss, time 402ms
        rtt min/avg/max/mdev = 0.412/0.437/0.467/0.023 ms
        """;

    @Override
    public List<String> enter(ObjectNode pod, List<String> command) {
      int name = command.indexOf("podspan-probe");
      if (name < 0) {
        return List.of("false");
      }
      List<String> addresses = command.subList(name + 2, command.size());
      StringBuilder output = new StringBuilder();
      addresses.forEach(address -> output.append(PING.formatted(address)));
      pinged.addAndGet(addresses.size());
      execs.incrementAndGet();
      return List.of(
          "sh", "-c", "sleep " + SECONDS + "; printf %s \"$1\"", "ping", output.toString());
    }

    @Override
    public Path logFile(ObjectNode pod) {
      throw new ApiException(403, "Forbidden", "these pods say nothing");
    }
  }
}
