package io.podspan.lab.router;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.lab.api.Json;
import io.podspan.lab.network.Topology;
import java.util.List;

/** gobgpd's configuration, set up as kube-router sets up the engine inside it. */
final class GobgpConfig {
  /** gobgpd raises smaller values to this. kube-router uses its smallest value too. */
  private static final int CONNECT_RETRY_SECONDS = 5;

  private static final String OWN_PREFIXES = "podcidrdefinedset";
  private static final String MESH_PEERS = "iBGPpeerset";
  private static final String EXTERNAL_PEERS = "externalpeerset";

  private GobgpConfig() {}

  /**
   * @param mesh addresses of the cluster's other nodes
   * @return JSON with passwords: keep it in a file that only its owner can read
   */
  static String render(KubeRouterFlags flags, Topology.Node node, List<String> mesh) {
    return render(flags, node, mesh, List.of(node.podCidr()));
  }

  /**
   * The same for a node that announces other prefixes than its pod CIDR.
   *
   * @param own what it may announce
   */
  static String render(
      KubeRouterFlags flags, Topology.Node node, List<String> mesh, List<Prefix> own) {
    List<String> meshPeers = flags.fullMesh() ? mesh : List.of();
    ObjectNode config = Json.object();
    ObjectNode global = config.putObject("global");
    ObjectNode globalConfig = global.putObject("config");
    globalConfig
        .put("as", flags.clusterAsn())
        .put("router-id", flags.routerId().isEmpty() ? node.address() : flags.routerId())
        .put("port", flags.bgpPort());
    globalConfig.putArray("local-address-list").add(node.address());
    global
        .putObject("apply-policy")
        .putObject("config")
        .put("default-import-policy", "accept-route")
        .put("default-export-policy", "reject-route")
        .putArray("export-policy-list")
        .add("kube_router_export");
    ArrayNode neighbors = config.putArray("neighbors");
    for (String address : meshPeers) {
      addNeighbor(neighbors, flags, node, address, flags.clusterAsn(), flags.bgpPort(), "")
          .withObject("/transport/config")
          .put("passive-mode", isCalledBy(address, node));
    }
    flags
        .peers()
        .forEach(
            peer ->
                addNeighbor(
                    neighbors,
                    flags,
                    node,
                    peer.address(),
                    peer.asn(),
                    peer.port(),
                    peer.password()));
    addPolicy(config, flags, own, meshPeers);
    return Json.write(config);
  }

  /**
   * In a mesh, the node with the lower address connects. In kube-router both connect. Two gobgpds
   * that start slowly may then refuse each other for minutes: one waits 240 seconds for an OPEN
   * that never comes.
   */
  private static boolean isCalledBy(String address, Topology.Node node) {
    return IpAddress.of(address).compareTo(IpAddress.of(node.address())) < 0;
  }

  private static ObjectNode addNeighbor(
      ArrayNode neighbors,
      KubeRouterFlags flags,
      Topology.Node node,
      String address,
      long asn,
      int port,
      String password) {
    ObjectNode neighbor = neighbors.addObject();
    ObjectNode peer =
        neighbor.putObject("config").put("neighbor-address", address).put("peer-as", asn);
    if (!password.isEmpty()) {
      peer.put("auth-password", password);
    }
    neighbor
        .putObject("transport")
        .putObject("config")
        .put("local-address", node.address())
        .put("remote-port", port);
    neighbor
        .putObject("timers")
        .putObject("config")
        .put("connect-retry", CONNECT_RETRY_SECONDS)
        .put("hold-time", flags.holdSeconds())
        .put("keepalive-interval", flags.holdSeconds() / 3);
    ObjectNode family = neighbor.putArray("afi-safis").addObject();
    family.putObject("config").put("afi-safi-name", "ipv4-unicast");
    if (flags.gracefulRestart().enabled()) {
      neighbor
          .putObject("graceful-restart")
          .putObject("config")
          .put("enabled", true)
          .put("restart-time", flags.gracefulRestart().seconds())
          .put("deferral-time", flags.gracefulRestart().deferralSeconds());
      family.putObject("mp-graceful-restart").putObject("config").put("enabled", true);
    }
    return neighbor;
  }

  /**
   * Exports its own pod CIDR to the mesh and, if set, to external peers. Exports no learned routes.
   */
  private static void addPolicy(
      ObjectNode config, KubeRouterFlags flags, List<Prefix> own, List<String> mesh) {
    ObjectNode sets = config.putObject("defined-sets");
    ArrayNode prefixes =
        sets.putArray("prefix-sets")
            .addObject()
            .put("prefix-set-name", OWN_PREFIXES)
            .putArray("prefix-list");
    own.forEach(prefix -> prefixes.addObject().put("ip-prefix", prefix.toString()));
    ArrayNode neighborSets = sets.putArray("neighbor-sets");
    ObjectNode policy =
        config.putArray("policy-definitions").addObject().put("name", "kube_router_export");
    ArrayNode statements = policy.putArray("statements");
    if (!mesh.isEmpty()) {
      addExport(neighborSets, statements, MESH_PEERS, mesh);
    }
    List<String> external =
        flags.peers().stream().map(KubeRouterFlags.PeerRouter::address).toList();
    if (!external.isEmpty() && flags.advertisePodCidr()) {
      addExport(neighborSets, statements, EXTERNAL_PEERS, external);
    }
  }

  private static void addExport(
      ArrayNode neighborSets, ArrayNode statements, String set, List<String> addresses) {
    ArrayNode members =
        neighborSets.addObject().put("neighbor-set-name", set).putArray("neighbor-info-list");
    addresses.forEach(address -> members.add(address + "/32"));
    ObjectNode statement = statements.addObject().put("name", "export_to_" + set);
    ObjectNode conditions = statement.putObject("conditions");
    conditions.putObject("match-prefix-set").put("prefix-set", OWN_PREFIXES);
    conditions.putObject("match-neighbor-set").put("neighbor-set", set);
    statement.putObject("actions").put("route-disposition", "accept-route");
  }
}
