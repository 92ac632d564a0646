package io.podspan.routecollector.routers.calico;

import io.podspan.events.Cni;
import io.podspan.events.NodeSession;
import io.podspan.events.RouteEntry;
import io.podspan.routecollector.router.Question;
import io.podspan.routecollector.router.RouterKind;
import java.util.ArrayList;
import java.util.List;

/** Calico: its BIRD is asked by the {@code birdcl} in the image. */
public final class Calico implements RouterKind {
  @Override
  public Cni cni() {
    return Cni.CALICO;
  }

  @Override
  public String podName() {
    return "calico-node";
  }

  /** The Calico operator uses a namespace of its own. */
  @Override
  public List<String> namespaces() {
    return List.of("kube-system", "calico-system");
  }

  @Override
  public Question<List<NodeSession>> sessions() {
    return new Question<>(bird("show", "protocols", "all"), BirdOutput::sessions);
  }

  @Override
  public Question<List<RouteEntry>> rib() {
    return new Question<>(bird("show", "route", "all"), BirdOutput::rib);
  }

  private static List<String> bird(String... words) {
    List<String> command = new ArrayList<>(List.of("birdcl", "-s", "/var/run/calico/bird.ctl"));
    command.addAll(List.of(words));
    return command;
  }
}
