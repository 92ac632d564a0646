package io.podspan.lab.cluster;

import io.podspan.lab.api.ResourceType;
import java.util.ArrayList;
import java.util.List;

/** Which CNI a cluster looks like, with the names that its own manifests use. */
public enum CniStyle {
  KUBE_ROUTER(
      "kube-router",
      "kube-router",
      "kube-router",
      "docker.io/cloudnativelabs/kube-router:v1.6.0",
      "kube-bridge"),
  CALICO("calico", "calico-node", "calico-node", "docker.io/calico/node:v3.29.1", "cni0"),
  CILIUM("cilium", "cilium", "cilium-agent", "quay.io/cilium/cilium:v1.17.4", "cilium0");

  private final String cni;
  private final String daemonSet;
  private final String container;
  private final String image;
  private final String podBridge;

  CniStyle(String cni, String daemonSet, String container, String image, String podBridge) {
    this.cni = cni;
    this.daemonSet = daemonSet;
    this.container = container;
    this.image = image;
    this.podBridge = podBridge;
  }

  /** As people call it: {@code kube-router}, {@code calico}, {@code cilium}. */
  public String cni() {
    return cni;
  }

  /** Name of the DaemonSet and value of its {@code k8s-app} label. */
  public String daemonSet() {
    return daemonSet;
  }

  /** Name of the container that routes. */
  String container() {
    return container;
  }

  public String podBridge() {
    return podBridge;
  }

  String image() {
    return image;
  }

  /** What the cluster's API serves. */
  List<ResourceType> served() {
    var served = new ArrayList<>(ResourceType.BUILT_IN);
    switch (this) {
      case CALICO -> served.addAll(ResourceType.CALICO);
      case CILIUM -> served.addAll(ResourceType.CILIUM);
      case KUBE_ROUTER -> {}
    }
    return served;
  }
}
