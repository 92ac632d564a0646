package io.podspan.lab.router;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.podspan.addresses.Ipv4Address;
import io.podspan.addresses.Prefix;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Calico's custom resources mean for one node.
 *
 * @param problems resources that were left out, and why
 */
public record CalicoPeers(long asn, List<Peer> peers, List<Prefix> pools, List<String> problems) {

  /**
   * A BGP session of this node.
   *
   * @param protocol BIRD's name for it, as Calico names them
   * @param password for TCP MD5; empty for none
   * @param filters what comes before Calico's own filters
   */
  public record Peer(
      String protocol, String address, int port, long asn, String password, BgpFilters filters) {
    /** One that names no filters. */
    public Peer(String protocol, String address, int port, long asn, String password) {
      this(protocol, address, port, asn, password, BgpFilters.NONE);
    }

    @Override
    public String toString() {
      return protocol;
    }
  }

  /** Secrets of the namespace that calico-node reads, by name and key. */
  @FunctionalInterface
  public interface Secrets {
    /** Empty when there is no such secret or key. */
    Optional<String> find(String name, String key);
  }

  /** The resources as the API has them. */
  public record Resources(
      List<? extends JsonNode> bgpPeers,
      List<? extends JsonNode> bgpConfigurations,
      List<? extends JsonNode> ipPools,
      List<? extends JsonNode> bgpFilters,
      Secrets secrets) {}

  private static final long DEFAULT_ASN = 64512;

  public CalicoPeers {
    peers = List.copyOf(peers);
    pools = List.copyOf(pools);
    problems = List.copyOf(problems);
  }

  /**
   * @param mesh addresses of the cluster's other nodes
   */
  public static CalicoPeers of(
      String node, Map<String, String> labels, List<String> mesh, Resources resources) {
    JsonNode configuration = defaultConfiguration(resources);
    long asn = configuration.path("asNumber").asLong(DEFAULT_ASN);
    var peers = new ArrayList<Peer>();
    var problems = new ArrayList<String>();
    if (configuration.path("nodeToNodeMeshEnabled").asBoolean(true)) {
      for (String address : mesh) {
        peers.add(
            new Peer("Mesh_" + underscored(address), address, KubeRouterFlags.BGP_PORT, asn, ""));
      }
    }
    // As Calico does: there is one session per address and port, and a peer of the whole cluster
    // goes before those that name nodes.
    var taken = new HashSet<String>();
    for (boolean global : List.of(true, false)) {
      for (JsonNode resource : resources.bgpPeers()) {
        JsonNode spec = resource.path("spec");
        try {
          if (isGlobal(spec) == global && concerns(spec, node, labels)) {
            Peer peer = peer(spec, asn, resources);
            if (taken.add(peer.address() + " " + peer.port())) {
              peers.add(peer);
            }
          }
        } catch (IllegalArgumentException e) {
          problems.add("BGPPeer " + resource.at("/metadata/name").asText() + ": " + e.getMessage());
        }
      }
    }
    return new CalicoPeers(asn, peers, pools(resources, problems), problems);
  }

  private static boolean isGlobal(JsonNode spec) {
    return spec.path("node").asText("").isEmpty() && spec.path("nodeSelector").asText("").isEmpty();
  }

  private static JsonNode defaultConfiguration(Resources resources) {
    for (JsonNode configuration : resources.bgpConfigurations()) {
      if (configuration.at("/metadata/name").asText().equals("default")) {
        return configuration.path("spec");
      }
    }
    return MissingNode.getInstance();
  }

  private static boolean concerns(JsonNode spec, String node, Map<String, String> labels) {
    String only = spec.path("node").asText("");
    String selector = spec.path("nodeSelector").asText("");
    if (!only.isEmpty()) {
      return only.equals(node);
    }
    return selector.isEmpty() || CalicoSelector.parse(selector).test(labels);
  }

  private static Peer peer(JsonNode spec, long ownAsn, Resources resources) {
    String[] endpoint = spec.path("peerIP").asText("").split(":", 2);
    String address = Ipv4Address.of(endpoint[0]).toString();
    int port = KubeRouterFlags.BGP_PORT;
    if (endpoint.length == 2) {
      if (!endpoint[1].matches("\\d{1,5}") || Integer.parseInt(endpoint[1]) > 65535) {
        throw new IllegalArgumentException("peerIP has port '" + endpoint[1] + "'");
      }
      port = Integer.parseInt(endpoint[1]);
    }
    String protocol =
        (isGlobal(spec) ? "Global_" : "Node_")
            + underscored(address)
            + (port == KubeRouterFlags.BGP_PORT ? "" : "_port_" + port);
    long asn = spec.path("asNumber").asLong(ownAsn);
    return new Peer(
        protocol,
        address,
        port,
        asn,
        password(spec, resources.secrets()),
        BgpFilters.of(spec, resources.bgpFilters()));
  }

  private static String password(JsonNode spec, Secrets secrets) {
    JsonNode reference = spec.at("/password/secretKeyRef");
    if (reference.isMissingNode()) {
      return "";
    }
    String name = reference.path("name").asText();
    String key = reference.path("key").asText();
    String password =
        secrets
            .find(name, key)
            .orElseThrow(
                () -> new IllegalArgumentException("secret " + name + " has no key " + key));
    // BIRD's strings have no escapes, so a configuration cannot contain these.
    if (password.isEmpty() || password.matches("(?s).*[\"\\p{Cntrl}].*")) {
      throw new IllegalArgumentException(
          "the password in secret " + name + " is empty or has quotes or control characters");
    }
    return password;
  }

  private static List<Prefix> pools(Resources resources, List<String> problems) {
    var pools = new ArrayList<Prefix>();
    for (JsonNode pool : resources.ipPools()) {
      JsonNode spec = pool.path("spec");
      try {
        if (!spec.path("disabled").asBoolean() && !spec.path("disableBGPExport").asBoolean()) {
          pools.add(Prefix.of(spec.path("cidr").asText()));
        }
      } catch (IllegalArgumentException e) {
        problems.add("IPPool " + pool.at("/metadata/name").asText() + ": " + e.getMessage());
      }
    }
    return pools;
  }

  private static String underscored(String address) {
    return address.replace('.', '_');
  }
}
