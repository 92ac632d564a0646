package io.podspan.routecollector.routers.kuberouter;

import io.podspan.addresses.IpFamily;
import io.podspan.events.Cni;
import io.podspan.events.NodeSession;
import io.podspan.routecollector.route.RouterTable;
import io.podspan.routecollector.router.Question;
import io.podspan.routecollector.router.RouterKind;
import io.podspan.routecollector.router.RouterWatch;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** kube-router: its GoBGP is asked by the {@code gobgp} in the image. */
public final class KubeRouter implements RouterKind {
  @Override
  public Cni cni() {
    return Cni.KUBE_ROUTER;
  }

  @Override
  public String podName() {
    return "kube-router";
  }

  /** As {@code docker.io/cloudnativelabs/kube-router:v2.1.0}, from any registry. */
  @Override
  public boolean isImage(String image) {
    return image.matches("(.*/)?kube-router([:@].*)?");
  }

  @Override
  public List<String> namespaces() {
    return List.of("kube-system");
  }

  @Override
  public Question<List<NodeSession>> sessions(IpFamily family) {
    return Question.of(List.of("gobgp", "-j", "neighbor"), GobgpOutput::sessions);
  }

  @Override
  public Question<RouterTable> rib(IpFamily family) {
    List<String> command =
        family == IpFamily.IPV6
            ? List.of("gobgp", "-j", "global", "rib", "-a", "ipv6")
            : List.of("gobgp", "-j", "global", "rib");
    return Question.of(command, GobgpOutput::rib);
  }

  @Override
  public Set<String> kernelProtocols() {
    return Set.of("17");
  }

  @Override
  public Optional<RouterWatch> watch() {
    return Optional.of(new GobgpWatch());
  }
}
