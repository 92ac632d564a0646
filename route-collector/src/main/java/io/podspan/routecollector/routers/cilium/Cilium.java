package io.podspan.routecollector.routers.cilium;

import io.podspan.addresses.IpFamily;
import io.podspan.events.Cni;
import io.podspan.events.NodeSession;
import io.podspan.routecollector.route.RouterTable;
import io.podspan.routecollector.router.Question;
import io.podspan.routecollector.router.RouterKind;
import java.util.List;
import java.util.Set;

/** Cilium: its agent's BGP control plane is asked by the {@code cilium-dbg} in the image. */
public final class Cilium implements RouterKind {
  @Override
  public Cni cni() {
    return Cni.CILIUM;
  }

  @Override
  public String podName() {
    return "cilium";
  }

  /** As {@code quay.io/cilium/cilium:v1.17.4}, from any registry; not {@code cilium-envoy}. */
  @Override
  public boolean isImage(String image) {
    return image.matches("(.*/)?cilium([:@].*)?");
  }

  @Override
  public List<String> namespaces() {
    return List.of("kube-system", "cilium");
  }

  @Override
  public Question<List<NodeSession>> sessions(IpFamily family) {
    return new Question<>(
        List.of(
            List.of("cilium-dbg", "bgp", "peers", "-o", "json"),
            List.of("cilium-dbg", "shell", "--", "bgp/peers", "--format", "json")),
        CiliumOutput::sessions);
  }

  @Override
  public Question<RouterTable> rib(IpFamily family) {
    String afi = family == IpFamily.IPV6 ? "ipv6" : "ipv4";
    return Question.of(
        List.of("cilium-dbg", "bgp", "routes", "available", afi, "unicast", "-o", "json"),
        CiliumOutput::rib);
  }

  @Override
  public Set<String> kernelProtocols() {
    return Set.of();
  }
}
