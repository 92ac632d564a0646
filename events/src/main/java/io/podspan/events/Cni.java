package io.podspan.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** The pod network software of a cluster. Its text form is the one in REST bodies and events. */
public enum Cni {
  KUBE_ROUTER("kube-router"),
  CALICO("calico"),
  /** Its routers announce, and install no routes that they learn. */
  CILIUM("cilium");

  private final String text;

  Cni(String text) {
    this.text = text;
  }

  @JsonValue
  public String text() {
    return text;
  }

  /** Whether routes that its routers learn get into the kernels of its nodes. */
  public boolean installsRoutes() {
    return switch (this) {
      case KUBE_ROUTER, CALICO -> true;
      case CILIUM -> false;
    };
  }

  public static Optional<Cni> parse(String text) {
    return Arrays.stream(values()).filter(cni -> cni.text.equals(text)).findFirst();
  }
}
