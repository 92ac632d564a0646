package io.podspan.lab.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One kind of object as the API serves it.
 *
 * @param group empty for the core group
 */
public record ResourceType(
    String group,
    String version,
    String plural,
    String kind,
    boolean namespaced,
    boolean statusSubresource,
    List<String> shortNames) {

  public static final ResourceType NAMESPACE = cluster("", "v1", "namespaces", "Namespace", "ns");
  public static final ResourceType NODE = cluster("", "v1", "nodes", "Node", "no").withStatus();
  public static final ResourceType POD = namespaced("", "v1", "pods", "Pod", "po").withStatus();
  public static final ResourceType CONFIG_MAP =
      namespaced("", "v1", "configmaps", "ConfigMap", "cm");
  public static final ResourceType SECRET = namespaced("", "v1", "secrets", "Secret");
  public static final ResourceType SERVICE_ACCOUNT =
      namespaced("", "v1", "serviceaccounts", "ServiceAccount", "sa");
  public static final ResourceType SERVICE =
      namespaced("", "v1", "services", "Service", "svc").withStatus();
  public static final ResourceType EVENT = namespaced("", "v1", "events", "Event", "ev");
  public static final ResourceType DAEMON_SET =
      namespaced("apps", "v1", "daemonsets", "DaemonSet", "ds").withStatus();
  public static final ResourceType CONTROLLER_REVISION =
      namespaced("apps", "v1", "controllerrevisions", "ControllerRevision");
  public static final ResourceType DEPLOYMENT =
      namespaced("apps", "v1", "deployments", "Deployment", "deploy").withStatus();
  public static final ResourceType POD_DISRUPTION_BUDGET =
      namespaced("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget", "pdb").withStatus();
  public static final ResourceType LEASE =
      namespaced("coordination.k8s.io", "v1", "leases", "Lease");
  public static final ResourceType ROLE =
      namespaced("rbac.authorization.k8s.io", "v1", "roles", "Role");
  public static final ResourceType ROLE_BINDING =
      namespaced("rbac.authorization.k8s.io", "v1", "rolebindings", "RoleBinding");
  public static final ResourceType CLUSTER_ROLE =
      cluster("rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole");
  public static final ResourceType CLUSTER_ROLE_BINDING =
      cluster("rbac.authorization.k8s.io", "v1", "clusterrolebindings", "ClusterRoleBinding");
  public static final ResourceType ADMISSION_POLICY =
      cluster(
          "admissionregistration.k8s.io",
          "v1",
          "validatingadmissionpolicies",
          "ValidatingAdmissionPolicy");
  public static final ResourceType ADMISSION_POLICY_BINDING =
      cluster(
          "admissionregistration.k8s.io",
          "v1",
          "validatingadmissionpolicybindings",
          "ValidatingAdmissionPolicyBinding");
  public static final ResourceType CUSTOM_RESOURCE_DEFINITION =
      cluster(
          "apiextensions.k8s.io",
          "v1",
          "customresourcedefinitions",
          "CustomResourceDefinition",
          "crd");
  public static final ResourceType BGP_PEER =
      cluster("crd.projectcalico.org", "v1", "bgppeers", "BGPPeer");
  public static final ResourceType BGP_CONFIGURATION =
      cluster("crd.projectcalico.org", "v1", "bgpconfigurations", "BGPConfiguration");
  public static final ResourceType BGP_FILTER =
      cluster("crd.projectcalico.org", "v1", "bgpfilters", "BGPFilter");
  public static final ResourceType IP_POOL =
      cluster("crd.projectcalico.org", "v1", "ippools", "IPPool");

  public static final ResourceType CILIUM_NODE =
      cluster("cilium.io", "v2", "ciliumnodes", "CiliumNode", "cn").withStatus();
  public static final ResourceType CILIUM_POD_IP_POOL =
      cluster("cilium.io", "v2alpha1", "ciliumpodippools", "CiliumPodIPPool", "cpip");
  public static final ResourceType CILIUM_CLUSTER_CONFIG =
      cluster("cilium.io", "v2", "ciliumbgpclusterconfigs", "CiliumBGPClusterConfig", "cbgpcluster")
          .withStatus();
  public static final ResourceType CILIUM_PEER_CONFIG =
      cluster("cilium.io", "v2", "ciliumbgppeerconfigs", "CiliumBGPPeerConfig", "cbgppeer")
          .withStatus();
  public static final ResourceType CILIUM_ADVERTISEMENT =
      cluster("cilium.io", "v2", "ciliumbgpadvertisements", "CiliumBGPAdvertisement", "cbgpadvert");
  public static final ResourceType CILIUM_NODE_CONFIG =
      cluster("cilium.io", "v2", "ciliumbgpnodeconfigs", "CiliumBGPNodeConfig", "cbgpnode")
          .withStatus();
  public static final ResourceType CILIUM_NODE_OVERRIDE =
      cluster(
          "cilium.io",
          "v2",
          "ciliumbgpnodeconfigoverrides",
          "CiliumBGPNodeConfigOverride",
          "cbgpnodeoverride");
  public static final ResourceType CILIUM_PEERING_POLICY =
      cluster(
          "cilium.io", "v2alpha1", "ciliumbgppeeringpolicies", "CiliumBGPPeeringPolicy", "bgpp");

  /** What every cluster serves. */
  public static final List<ResourceType> BUILT_IN =
      List.of(
          NAMESPACE,
          NODE,
          POD,
          CONFIG_MAP,
          SECRET,
          SERVICE_ACCOUNT,
          SERVICE,
          EVENT,
          DAEMON_SET,
          CONTROLLER_REVISION,
          DEPLOYMENT,
          POD_DISRUPTION_BUDGET,
          LEASE,
          ROLE,
          ROLE_BINDING,
          CLUSTER_ROLE,
          CLUSTER_ROLE_BINDING,
          ADMISSION_POLICY,
          ADMISSION_POLICY_BINDING,
          CUSTOM_RESOURCE_DEFINITION);

  /** What Calico adds. */
  public static final List<ResourceType> CALICO =
      List.of(BGP_PEER, BGP_CONFIGURATION, IP_POOL, BGP_FILTER);

  /** The same in the group that people use: of a server of Calico's, or of its newest releases. */
  public static final List<ResourceType> CALICO_V3 =
      CALICO.stream()
          .map(type -> cluster("projectcalico.org", "v3", type.plural(), type.kind()))
          .toList();

  /** What Cilium adds. */
  public static final List<ResourceType> CILIUM =
      List.of(
          CILIUM_NODE,
          CILIUM_POD_IP_POOL,
          CILIUM_CLUSTER_CONFIG,
          CILIUM_PEER_CONFIG,
          CILIUM_ADVERTISEMENT,
          CILIUM_NODE_CONFIG,
          CILIUM_NODE_OVERRIDE,
          CILIUM_PEERING_POLICY);

  public ResourceType {
    shortNames = List.copyOf(shortNames);
  }

  private static ResourceType cluster(
      String group, String version, String plural, String kind, String... shortNames) {
    return new ResourceType(group, version, plural, kind, false, false, List.of(shortNames));
  }

  private static ResourceType namespaced(
      String group, String version, String plural, String kind, String... shortNames) {
    return new ResourceType(group, version, plural, kind, true, false, List.of(shortNames));
  }

  private ResourceType withStatus() {
    return new ResourceType(group, version, plural, kind, namespaced, true, shortNames);
  }

  /** Whether a CustomResourceDefinition brings it: a few things differ for those. */
  boolean isCustom() {
    return CALICO.contains(this) || CALICO_V3.contains(this) || CILIUM.contains(this);
  }

  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** As messages name it: {@code pods}, {@code daemonsets.apps}. */
  public String qualifiedPlural() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  /** The start of every path of this group and version. */
  public String root() {
    return group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
  }

  /** An object of this type with its identity filled in. */
  public ObjectNode object(String namespace, String name) {
    ObjectNode object = Json.object();
    object.put("apiVersion", apiVersion()).put("kind", kind);
    ObjectNode metadata = object.putObject("metadata").put("name", name);
    if (namespaced) {
      metadata.put("namespace", namespace);
    }
    return object;
  }
}
