package io.podspan.lab.cluster;

import io.podspan.lab.api.ResourceType;
import java.util.ArrayList;
import java.util.List;

/** Which CNI a cluster looks like, with the names that its own manifests use. */
public enum CniStyle {
  KUBE_ROUTER(
      "kube-router", "kube-router", "docker.io/cloudnativelabs/kube-router:v1.6.0", "kube-bridge"),
  CALICO("calico", "calico-node", "docker.io/calico/node:v3.29.1", "cni0");

  private final String cni;
  private final String daemonSet;
  private final String image;
  private final String podBridge;

  CniStyle(String cni, String daemonSet, String image, String podBridge) {
    this.cni = cni;
    this.daemonSet = daemonSet;
    this.image = image;
    this.podBridge = podBridge;
  }

  /** As people call it: {@code kube-router}, {@code calico}. */
  public String cni() {
    return cni;
  }

  /** Name of the DaemonSet, of its container and of its {@code k8s-app} label. */
  public String daemonSet() {
    return daemonSet;
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
      case KUBE_ROUTER -> {}
    }
    return served;
  }
}
