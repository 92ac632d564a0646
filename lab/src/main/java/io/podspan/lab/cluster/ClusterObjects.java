package io.podspan.lab.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.Json;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ObjectStore;
import io.podspan.lab.api.ResourceType;
import io.podspan.lab.network.Topology;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What a cluster's API holds right after its installation. */
final class ClusterObjects {
  static final String SYSTEM = "kube-system";
  static final String DEFAULT = "default";
  private static final String PROBE_LABEL = "podspan.io/probe";

  private final ObjectStore store;
  private final ClusterSpec spec;

  ClusterObjects(ObjectStore store, ClusterSpec spec) {
    this.store = store;
    this.spec = spec;
  }

  void create(List<Topology.Node> nodes) {
    for (String namespace : List.of(DEFAULT, SYSTEM, "kube-public")) {
      ObjectNode object = ResourceType.NAMESPACE.object("", namespace);
      object.putObject("status").put("phase", "Active");
      create(ResourceType.NAMESPACE, "", namespace, object);
      create(
          ResourceType.SERVICE_ACCOUNT,
          namespace,
          DEFAULT,
          ResourceType.SERVICE_ACCOUNT.object(namespace, DEFAULT));
    }
    createKubeadmConfig();
    createKubernetesService();
    nodes.forEach(this::createNode);
    switch (spec.cni()) {
      case CALICO -> createCalico();
      case CILIUM -> createCilium(nodes);
      case KUBE_ROUTER -> {}
    }
    createDaemonSet();
    for (Topology.Node node : nodes) {
      node.pods().forEach(this::createWorkload);
    }
  }

  private void createKubeadmConfig() {
    ObjectNode config = ResourceType.CONFIG_MAP.object(SYSTEM, "kubeadm-config");
    config
        .putObject("data")
        .put(
            "ClusterConfiguration",
            """
            apiVersion: kubeadm.k8s.io/v1beta4
            kind: ClusterConfiguration
            clusterName: %s
            kubernetesVersion: v1.33.4
            networking:
              dnsDomain: cluster.local
              podSubnet: %s
              serviceSubnet: %s
            """
                .formatted(spec.name(), spec.podCidr(), spec.serviceCidr()));
    create(ResourceType.CONFIG_MAP, SYSTEM, "kubeadm-config", config);
  }

  private void createKubernetesService() {
    ObjectNode service = ResourceType.SERVICE.object(DEFAULT, "kubernetes");
    service
        .putObject("spec")
        .put("type", "ClusterIP")
        .put("clusterIP", spec.serviceCidr().host(1).toString())
        .putArray("ports")
        .addObject()
        .put("name", "https")
        .put("port", 443);
    create(ResourceType.SERVICE, DEFAULT, "kubernetes", service);
  }

  private void createNode(Topology.Node node) {
    ObjectNode object = ResourceType.NODE.object("", node.name());
    ObjectNode metadata = object.withObject("/metadata");
    metadata
        .putObject("labels")
        .put("kubernetes.io/hostname", node.name())
        .put("kubernetes.io/os", "linux");
    if (spec.cni() == CniStyle.CALICO) {
      metadata
          .putObject("annotations")
          .put("projectcalico.org/IPv4Address", node.address() + "/24");
    }
    ObjectNode nodeSpec = object.putObject("spec");
    // Cilium's operator gives its own CIDRs, which only CiliumNodes tell.
    if (spec.cni() != CniStyle.CILIUM) {
      nodeSpec.put("podCIDR", node.podCidr().toString());
      nodeSpec.putArray("podCIDRs").add(node.podCidr().toString());
    }
    ObjectNode status = object.putObject("status");
    ArrayNode addresses = status.putArray("addresses");
    addresses.addObject().put("type", "InternalIP").put("address", node.address());
    addresses.addObject().put("type", "Hostname").put("address", node.name());
    status
        .putArray("conditions")
        .addObject()
        .put("type", "Ready")
        .put("status", "True")
        .put("reason", "KubeletReady")
        .put("message", "kubelet is posting ready status")
        .put("lastTransitionTime", now());
    status.putObject("nodeInfo").put("kubeletVersion", "v1.33.4").put("operatingSystem", "linux");
    create(ResourceType.NODE, "", node.name(), object);
  }

  private void define(List<ResourceType> types) {
    for (ResourceType type : types) {
      String name = type.qualifiedPlural();
      ObjectNode definition = ResourceType.CUSTOM_RESOURCE_DEFINITION.object("", name);
      ObjectNode definitionSpec =
          definition.putObject("spec").put("group", type.group()).put("scope", "Cluster");
      definitionSpec.putObject("names").put("kind", type.kind()).put("plural", type.plural());
      definitionSpec
          .putArray("versions")
          .addObject()
          .put("name", type.version())
          .put("served", true)
          .put("storage", true);
      create(ResourceType.CUSTOM_RESOURCE_DEFINITION, "", name, definition);
    }
  }

  /** As its chart installs it with bgpControlPlane.enabled and native routing. */
  private void createCilium(List<Topology.Node> nodes) {
    define(ResourceType.CILIUM);
    ObjectNode config = ResourceType.CONFIG_MAP.object(SYSTEM, "cilium-config");
    config
        .putObject("data")
        .put("ipam", "cluster-pool")
        .put("cluster-pool-ipv4-cidr", spec.podCidr().toString())
        .put("cluster-pool-ipv4-mask-size", "24")
        .put("enable-bgp-control-plane", "true")
        .put("bgp-secrets-namespace", SYSTEM)
        .put("enable-bgp-control-plane-status-report", "true")
        .put("routing-mode", "native")
        .put("auto-direct-node-routes", "true")
        .put("enable-ipv4-masquerade", "false");
    create(ResourceType.CONFIG_MAP, SYSTEM, "cilium-config", config);
    for (Topology.Node node : nodes) {
      ObjectNode object = ResourceType.CILIUM_NODE.object("", node.name());
      object.withObject("/metadata/labels").put("kubernetes.io/hostname", node.name());
      ObjectNode nodeSpec = object.putObject("spec");
      nodeSpec.withArray("/ipam/podCIDRs").add(node.podCidr().toString());
      nodeSpec
          .withArray("/addresses")
          .addObject()
          .put("type", "InternalIP")
          .put("ip", node.address());
      create(ResourceType.CILIUM_NODE, "", node.name(), object);
    }
  }

  private void createCalico() {
    define(ResourceType.CALICO);
    ObjectNode pool = ResourceType.IP_POOL.object("", "default-ipv4-ippool");
    pool.putObject("spec")
        .put("cidr", spec.podCidr().toString())
        .put("blockSize", 24)
        .put("ipipMode", "Never")
        .put("vxlanMode", "Never")
        .put("natOutgoing", false)
        .put("nodeSelector", "all()");
    create(ResourceType.IP_POOL, "", "default-ipv4-ippool", pool);
  }

  private void createDaemonSet() {
    String name = spec.cni().daemonSet();
    ObjectNode daemonSet = ResourceType.DAEMON_SET.object(SYSTEM, name);
    daemonSet.withObject("/metadata/labels").put("k8s-app", name);
    ObjectNode set = daemonSet.putObject("spec");
    set.putObject("selector").putObject("matchLabels").put("k8s-app", name);
    ObjectNode strategy = set.putObject("updateStrategy").put("type", spec.updateStrategy());
    if (spec.updateStrategy().equals("RollingUpdate")) {
      strategy.putObject("rollingUpdate").put("maxSurge", 0).put("maxUnavailable", 1);
    }
    set.put("revisionHistoryLimit", 10);
    ObjectNode template = set.putObject("template");
    template.putObject("metadata").putObject("labels").put("k8s-app", name).put("tier", "node");
    ObjectNode podSpec =
        template
            .putObject("spec")
            .put("hostNetwork", true)
            .put("priorityClassName", "system-node-critical")
            .put("serviceAccountName", name)
            .put("terminationGracePeriodSeconds", 30);
    ObjectNode container =
        podSpec
            .putArray("containers")
            .addObject()
            .put("name", spec.cni().container())
            .put("image", spec.cni().image());
    container.put("imagePullPolicy", "IfNotPresent");
    container.putObject("securityContext").put("privileged", true);
    if (spec.cni() == CniStyle.KUBE_ROUTER) {
      container.set("args", Json.strings(kubeRouterArguments()));
    }
    podSpec.putArray("tolerations").addObject().put("operator", "Exists");
    create(ResourceType.DAEMON_SET, SYSTEM, name, daemonSet);
  }

  /** As shipped, with the lab's settings: no masquerading, no tunnels. */
  private List<String> kubeRouterArguments() {
    return List.of(
        "--run-router=true",
        "--run-firewall=true",
        "--run-service-proxy=true",
        "--enable-pod-egress=false",
        "--enable-overlay=false",
        "--service-cluster-ip-range=" + spec.serviceCidr());
  }

  private void createWorkload(Topology.Pod pod) {
    ObjectNode object = ResourceType.POD.object(DEFAULT, pod.name());
    object.withObject("/metadata/labels").put("app", "probe").put(PROBE_LABEL, "true");
    ObjectNode podSpec = object.putObject("spec").put("nodeName", pod.node());
    podSpec
        .put("restartPolicy", "Always")
        .put("terminationGracePeriodSeconds", 0)
        .putArray("containers")
        .addObject()
        .put("name", "probe")
        .put("image", "docker.io/library/busybox:1.37");
    object.putObject("status").put("phase", "Pending").put("podIP", pod.address());
    create(ResourceType.POD, DEFAULT, pod.name(), object);
  }

  private void create(ResourceType type, String namespace, String name, ObjectNode object) {
    store.create(ObjectKey.of(type, namespace, name), object);
  }

  static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
