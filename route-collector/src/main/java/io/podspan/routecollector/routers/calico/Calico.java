package io.podspan.routecollector.routers.calico;

import io.podspan.addresses.IpFamily;
import io.podspan.events.Cni;
import io.podspan.events.NodeSession;
import io.podspan.routecollector.route.RouterTable;
import io.podspan.routecollector.router.Question;
import io.podspan.routecollector.router.RouterKind;
import io.podspan.routecollector.router.RouterWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Calico: its BIRD, one for each family, is asked by the {@code birdcl} in the image. */
public final class Calico implements RouterKind {
  @Override
  public Cni cni() {
    return Cni.CALICO;
  }

  @Override
  public String podName() {
    return "calico-node";
  }

  /** As {@code docker.io/calico/node:v3.28.0}, from any registry. */
  @Override
  public boolean isImage(String image) {
    return image.matches("(.*/)?calico/node([:@].*)?");
  }

  /** The Calico operator uses a namespace of its own. */
  @Override
  public List<String> namespaces() {
    return List.of("kube-system", "calico-system");
  }

  @Override
  public Question<List<NodeSession>> sessions(IpFamily family) {
    return Question.of(bird(family, "show", "protocols", "all"), BirdOutput::sessions);
  }

  @Override
  public Question<RouterTable> rib(IpFamily family) {
    return Question.of(bird(family, "show", "route", "all"), BirdOutput::rib);
  }

  private static List<String> bird(IpFamily family, String... words) {
    String socket = family == IpFamily.IPV6 ? "bird6.ctl" : "bird.ctl";
    List<String> command = new ArrayList<>(List.of("birdcl", "-s", "/var/run/calico/" + socket));
    command.addAll(List.of(words));
    return command;
  }

  @Override
  public Set<String> kernelProtocols() {
    return Set.of("bird", "12");
  }

  @Override
  public Optional<RouterWatch> watch() {
    return Optional.of(new BirdWatch());
  }
}
