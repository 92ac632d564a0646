package io.podspan.routecollector.router;

import io.podspan.addresses.IpFamily;
import io.podspan.events.Cni;
import io.podspan.events.NodeSession;
import io.podspan.routecollector.route.RouterTable;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Port: a kind of router. It says where its pods are, and what to run in them. */
public interface RouterKind {

  /** The pod network software that this router belongs to. */
  Cni cni();

  /**
   * The value of the pods' label {@code k8s-app}. A container of this name is the router's where
   * none runs its image.
   */
  String podName();

  /** Whether an image, as {@code registry/path/name:tag}, is the one of this router. */
  boolean isImage(String image);

  /** The namespaces where the pods may be. The first one that has any is used. */
  List<String> namespaces();

  /**
   * The sessions of the router, with all its peers. The family is the one of the node's address.
   */
  Question<List<NodeSession>> sessions(IpFamily family);

  /** The best paths of this family in the router's own table. */
  Question<RouterTable> rib(IpFamily family);

  /**
   * What {@code ip route} calls the protocol of routes that the router sets, by number and by name;
   * empty when it sets none itself.
   */
  Set<String> kernelProtocols();

  /** How it is followed; empty when it can only be asked again and again. */
  default Optional<RouterWatch> watch() {
    return Optional.empty();
  }
}
