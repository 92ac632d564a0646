package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.PeersBy;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.routers.kuberouter.AnnotationChange.Order;
import io.podspan.peeringservice.routers.kuberouter.AnnotationChange.Sides;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the peers shall be and which they shall be: in flags, or in annotations of nodes.
 * kube-router reads annotations only when its flags name no peer, so all peers are in one place,
 * and all of them move. Pure.
 *
 * @param flags after the change
 * @param annotations null if no node's annotations change
 */
record PeerPlan(List<String> flags, @Nullable AnnotationChange annotations) {

  /**
   * What is there now.
   *
   * @param nodes by name
   * @param newer whether kube-router reads the list in YAML
   */
  record Present(
      PeerFlags peers, List<String> flags, Map<String, RoutedNode> nodes, boolean newer) {

    /**
     * @throws UnusablePeersException when what is there cannot be changed
     */
    PeerPlan plan(Aim aim) {
      List<ConfiguredPeer> inFlags = peers.all(flags);
      boolean annotated = inFlags.isEmpty() && isAnnotated(aim);
      boolean nowhere = inFlags.isEmpty() && !annotated;
      boolean stay = aim.leaves() || ((aim.disputed() || aim.ofLateNodes()) && !nowhere);
      boolean byAnnotations = stay ? annotated : aim.wishes().peersBy() == PeersBy.ANNOTATIONS;
      if (byAnnotations) {
        return inFlags.isEmpty() ? nodeByNode(aim) : toAnnotations(aim, inFlags);
      }
      return annotated ? toFlags(aim) : new PeerPlan(inFlags(aim, flags), null);
    }

    /** Those that came later have no annotations yet, so all count. */
    private boolean isAnnotated(Aim aim) {
      Stream<String> names =
          aim.ofLateNodes()
              ? nodes.keySet().stream()
              : aim.cluster().nodes().stream().map(Node::name);
      return names.anyMatch(name -> !of(name).values().isEmpty());
    }

    private PeerAnnotations of(Node node) {
      return of(node.name());
    }

    private PeerAnnotations of(String node) {
      RoutedNode found = nodes.get(node);
      return PeerAnnotations.of(node, found == null ? Map.of() : found.annotations(), newer);
    }

    private List<String> inFlags(Aim aim, List<String> present) {
      List<Reflector> inTheWay = inTheWay(aim);
      List<String> wanted = peers.without(present, inTheWay);
      wanted = peers.with(wanted, aim.wanted());
      PeerFlags keyed = peers.withKeysOf(aim);
      wanted =
          keyed.without(wanted, going(aim).stream().filter(r -> !inTheWay.contains(r)).toList());
      // Somebody may have taken the file away, and left the peers that need it.
      return aim.leaves() ? wanted : keyed.withFile(wanted);
    }

    private PeerPlan nodeByNode(Aim aim) {
      refuseKeys(aim);
      Map<String, Sides> changes = new TreeMap<>();
      for (Node node : known(aim)) {
        PeerAnnotations former = of(node);
        put(changes, node, former, changed(former, aim));
      }
      return with(flags, Order.NODE_BY_NODE, changes, List.copyOf(aim.wanted()), aim);
    }

    private static PeerAnnotations changed(PeerAnnotations former, Aim aim) {
      List<Reflector> inTheWay = inTheWay(aim);
      return former
          .without(inTheWay)
          .with(aim.wanted())
          .without(aim.unwanted().stream().filter(r -> !inTheWay.contains(r)).toList());
    }

    private static void refuseKeys(Aim aim) {
      aim.wanted().stream()
          .filter(Reflector::keyed)
          .findFirst()
          .ifPresent(
              keyed -> {
                throw new UnusablePeersException(
                    "the reflector "
                        + keyed.name()
                        + " has a key, and whoever reads nodes would read it in an annotation;"
                        + " declare the interconnect with peersBy: flags");
              });
    }

    /** Whoever reads nodes reads their annotations, so no password goes there. */
    private PeerPlan toAnnotations(Aim aim, List<ConfiguredPeer> inFlags) {
      refuseKeys(aim);
      if (inFlags.stream().anyMatch(ConfiguredPeer::hasPassword)) {
        throw new UnusablePeersException(
            "a peer has a password, and whoever reads nodes would read it in an annotation");
      }
      if (isAnnotated(aim)) {
        throw new UnusablePeersException(
            "nodes have annotations with peers, which kube-router ignores now; take them away"
                + " first");
      }
      List<ConfiguredPeer> all = peers.all(inFlags(aim, flags));
      Map<String, Sides> changes = new TreeMap<>();
      for (Node node : known(aim)) {
        put(changes, node, of(node), of(node).withPeers(all));
      }
      return with(peers.withoutAll(flags), Order.FIRST, changes, reflectors(all), aim);
    }

    private PeerPlan toFlags(Aim aim) {
      List<Node> all = known(aim);
      List<ConfiguredPeer> same = of(all.getFirst()).peers();
      if (same.stream().anyMatch(ConfiguredPeer::hasPassword)) {
        throw new UnusablePeersException(
            "a peer has a password in an annotation, and Podspan writes no password into a flag");
      }
      Map<String, Sides> changes = new TreeMap<>();
      for (Node node : all) {
        PeerAnnotations former = of(node);
        if (!former.peers().equals(same) || former.saysMoreThanFlags()) {
          throw new UnusablePeersException(
              "the nodes "
                  + all.getFirst().name()
                  + " and "
                  + node.name()
                  + " have different peers in their annotations, or local addresses, and flags are"
                  + " the same for all nodes");
        }
        changes.put(node.name(), new Sides(former.values(), new TreeMap<>(), uid(node)));
      }
      List<String> wanted = inFlags(aim, peers.withPeers(flags, same));
      return new PeerPlan(
          wanted, new AnnotationChange(Order.LAST, newer, changes, List.of(), reflectors(same)));
    }

    private List<Node> known(Aim aim) {
      return aim.cluster().nodes().stream().filter(n -> nodes.containsKey(n.name())).toList();
    }

    private @Nullable String uid(Node node) {
      RoutedNode found = nodes.get(node.name());
      return found == null ? null : found.uid();
    }

    private void put(
        Map<String, Sides> changes, Node node, PeerAnnotations from, PeerAnnotations to) {
      if (!from.values().equals(to.values())) {
        changes.put(node.name(), new Sides(copy(from), copy(to), uid(node)));
      }
    }

    private static SortedMap<String, String> copy(PeerAnnotations annotations) {
      return new TreeMap<>(annotations.values());
    }

    private PeerPlan with(
        List<String> wanted,
        Order order,
        Map<String, Sides> changes,
        List<Reflector> added,
        Aim aim) {
      return new PeerPlan(
          wanted,
          changes.isEmpty()
              ? null
              : new AnnotationChange(order, newer, changes, added, List.copyOf(aim.unwanted())));
    }

    private static List<Reflector> reflectors(List<ConfiguredPeer> peers) {
      List<Reflector> all = new ArrayList<>();
      for (ConfiguredPeer peer : peers) {
        try {
          all.add(
              new Reflector(
                  peer.ip(), peer.ip(), Integer.parseInt(peer.port()), Long.parseLong(peer.asn())));
        } catch (NumberFormatException e) {
          throw new UnusablePeersException("the peer " + peer + " has no number where one is due");
        }
      }
      return all;
    }
  }

  /** kube-router has one session per address, so a former one there goes first. */
  private static List<Reflector> inTheWay(Aim aim) {
    return going(aim).stream()
        .filter(former -> aim.wanted().stream().anyMatch(r -> r.address().equals(former.address())))
        .toList();
  }

  /** Without those whose key alone becomes another one. */
  private static List<Reflector> going(Aim aim) {
    return aim.unwanted().stream()
        .filter(former -> aim.wanted().stream().noneMatch(former::isSame))
        .toList();
  }
}
