package io.podspan.peeringservice.routers.calico;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.podspan.peeringservice.routers.calico.CalicoApi.Group;
import io.podspan.peeringservice.routers.calico.CalicoObject.PeerObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The objects that a change makes or mends, for people, a line each. As long as nobody edits them
 * it stays the same, wherever the rollout is: that nodes have peers of their own meanwhile does not
 * show.
 *
 * @param done the nodes that have the change
 */
record ObjectText(
    Group group,
    List<GenericKubernetesResource> peers,
    List<GenericKubernetesResource> pools,
    List<GenericKubernetesResource> filters,
    Optional<GenericKubernetesResource> configuration,
    List<String> done) {
  ObjectText {
    peers = List.copyOf(peers);
    pools = List.copyOf(pools);
    filters = List.copyOf(filters);
    done = List.copyOf(done);
  }

  String of(ObjectChange change) {
    List<String> lines = new ArrayList<>();
    change.createdPeers().forEach(peer -> lines.addAll(lines(peer)));
    change
        .createdPools()
        .forEach(pool -> lines.add(line(pool.shown(), pools, OwnObjects.resource(group, pool))));
    // Documents of former versions have none of it, and their text had no such line.
    change.edited().stream()
        .filter(peer -> peer.whole() != null)
        .forEach(peer -> lines.add(line(peer)));
    if (change.filter() != null) {
      lines.add(line(change.filter()));
    }
    if (change.services() != null) {
      lines.addAll(lines(change.services(), change.interconnect()));
    }
    return String.join("\n", lines);
  }

  /** It is one of two, as the rollout goes on. */
  private List<String> lines(ServiceChange services, String interconnect) {
    ServiceRanges found = ServiceRanges.of(configuration);
    return services.knows(found, interconnect) ? services.wanted().shown() : found.shown();
  }

  /** It is one of three, as the rollout goes on; what somebody else makes of it is none of them. */
  private String line(FilterChange change) {
    FilterRules found =
        named(filters, FilterRules.NAME)
            .filter(OwnObjects::isOurs)
            .map(FilterRules::of)
            .orElse(null);
    boolean known = found == null ? change.wanted() == null : change.knows(found);
    if (known) {
      return change.meanwhile().shown();
    }
    return found == null ? "BGPFilter " + FilterRules.NAME + " is gone" : found.shown();
  }

  /** One of all nodes, or those of single nodes that stand in for it. */
  private List<String> lines(PeerObject peer) {
    GenericKubernetesResource wanted = OwnObjects.resource(group, peer);
    if (!peer.isNodeByNode() || named(peers, peer.name()).isPresent()) {
      return List.of(line(peer.shown(), peers, wanted));
    }
    List<String> edited =
        done.stream()
            .map(node -> line(peer.shown(), peers, NodePeers.of(wanted, node)))
            .filter(line -> !line.equals(peer.shown()))
            .toList();
    return edited.isEmpty() ? List.of(peer.shown()) : edited;
  }

  /** All else in it is somebody else's. */
  private String line(EditedPeer edited) {
    Optional<BgpPeer> found =
        named(peers, edited.name()).filter(OwnObjects::isOurs).map(BgpPeer::of);
    if (found.isEmpty()) {
      return "BGPPeer " + edited.name() + " is gone";
    }
    BgpPeer there = found.get();
    String session =
        EditedPeer.isSession(there, edited.wanted(), edited.present())
            ? edited.wanted().shown()
            : new EditedPeer.Session(there.endpoint(), there.asn().orElse(0L), null).shown()
                + (there.secret().isEmpty() ? "" : ", password from Secret " + there.secret());
    return "BGPPeer " + edited.name() + ": " + session;
  }

  private static String line(
      String shown, List<GenericKubernetesResource> all, GenericKubernetesResource wanted) {
    String name = wanted.getMetadata().getName();
    Optional<GenericKubernetesResource> found = named(all, name);
    if (found.isEmpty()) {
      return wanted.getKind() + " " + name + " is gone";
    }
    List<String> differences = ObjectDifference.of(found.get(), wanted);
    return differences.isEmpty()
        ? shown
        : wanted.getKind() + " " + name + ": " + String.join(", ", differences);
  }

  private static Optional<GenericKubernetesResource> named(
      List<GenericKubernetesResource> all, String name) {
    return all.stream().filter(o -> name.equals(o.getMetadata().getName())).findFirst();
  }
}
