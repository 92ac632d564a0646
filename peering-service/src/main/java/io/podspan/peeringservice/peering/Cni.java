package io.podspan.peeringservice.peering;

import java.util.Arrays;
import java.util.Optional;

/**
 * The pod network software of a cluster, and where it shows: its DaemonSet in {@code kube-system}.
 */
public enum Cni {
  KUBE_ROUTER("kube-router", "kube-router", true),
  CALICO("calico", "calico-node", true),
  CILIUM("cilium", "cilium", false);

  private final String text;
  private final String daemonSet;
  private final boolean supported;

  Cni(String text, String daemonSet, boolean supported) {
    this.text = text;
    this.daemonSet = daemonSet;
    this.supported = supported;
  }

  /** As in REST bodies and events. */
  public String text() {
    return text;
  }

  /** The name of its DaemonSet, and of the container in it that is the router. */
  public String daemonSet() {
    return daemonSet;
  }

  /** Whether this version has a driver for it. */
  public boolean supported() {
    return supported;
  }

  public static Optional<Cni> parse(String text) {
    return Arrays.stream(values()).filter(cni -> cni.text.equals(text)).findFirst();
  }
}
