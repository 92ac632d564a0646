package io.podspan.peeringservice.routers.cilium;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.kubernetes.CustomObjects;
import io.podspan.peeringservice.kubernetes.CustomObjects.Kind;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.Answer.Unknown;
import java.util.List;

/** Cilium's objects in one cluster, in the version that its API server serves. */
final class CiliumApi {
  static final String GROUP = "cilium.io";
  static final Kind CLUSTER_CONFIG = new Kind("CiliumBGPClusterConfig", "ciliumbgpclusterconfigs");
  static final Kind PEER_CONFIG = new Kind("CiliumBGPPeerConfig", "ciliumbgppeerconfigs");
  static final Kind ADVERTISEMENT = new Kind("CiliumBGPAdvertisement", "ciliumbgpadvertisements");
  static final Kind NODE_CONFIG = new Kind("CiliumBGPNodeConfig", "ciliumbgpnodeconfigs");
  static final Kind NODE_OVERRIDE =
      new Kind("CiliumBGPNodeConfigOverride", "ciliumbgpnodeconfigoverrides");
  static final Kind NODE = new Kind("CiliumNode", "ciliumnodes");
  static final Kind POD_POOL = new Kind("CiliumPodIPPool", "ciliumpodippools");
  static final Kind PEERING_POLICY = new Kind("CiliumBGPPeeringPolicy", "ciliumbgppeeringpolicies");

  /** Releases from 1.18 on serve the first; those from 1.16 on the second, too. */
  static final List<String> VERSIONS = List.of("v2", "v2alpha1");

  /** Of the nodes, in all releases. */
  private static final String OF_NODES = "v2";

  /** Of the policies that came before. */
  private static final String OF_POLICIES = "v2alpha1";

  private final CustomObjects objects;
  private final CustomObjects nodes;
  private final CustomObjects policies;

  private CiliumApi(ClusterCalls calls, Access access, String version) {
    objects = new CustomObjects(calls, access, GROUP, version);
    nodes = new CustomObjects(calls, access, GROUP, OF_NODES);
    policies = new CustomObjects(calls, access, GROUP, OF_POLICIES);
  }

  /** As the API server says. Where it serves none, calls answer as for the newest version. */
  static CiliumApi of(ClusterCalls calls, Access access) {
    return new CiliumApi(
        calls,
        access,
        VERSIONS.stream()
            .filter(
                version ->
                    CustomObjects.served(calls, access, GROUP + "/" + version)
                        .contains(CLUSTER_CONFIG.plural()))
            .findFirst()
            .orElse(VERSIONS.getFirst()));
  }

  /** What peerings consist of. */
  CustomObjects objects() {
    return objects;
  }

  List<GenericKubernetesResource> nodes() {
    return nodes.list(NODE);
  }

  /**
   * What pods get addresses from in the mode multi-pool: in v2alpha1, and in v2 of releases to
   * come. Unknown if they may not be listed.
   */
  static Answer<List<GenericKubernetesResource>> podPools(ClusterCalls calls, Access access) {
    return VERSIONS.stream()
        .filter(
            version ->
                CustomObjects.served(calls, access, GROUP + "/" + version)
                    .contains(POD_POOL.plural()))
        .findFirst()
        .map(version -> new CustomObjects(calls, access, GROUP, version).listIfServed(POD_POOL))
        .orElseGet(() -> new Unknown<>("the API server has no " + POD_POOL.kind()));
  }

  /** Empty also in releases that have none any more. */
  Answer<List<GenericKubernetesResource>> policies() {
    return policies.listIfServed(PEERING_POLICY);
  }
}
